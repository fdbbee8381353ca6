// The choice of a language, as a page that speaks several has it: it is the page's, and the widgets
// follow it.
const languages = {
  en: 'English',
  ar: 'العربية',
  de: 'Deutsch',
  es: 'Español',
  fr: 'Français',
  ja: '日本語',
};
const key = 'harbourlight-language';

function speak(language) {
  document.documentElement.lang = language;
  document.documentElement.dir = language === 'ar' ? 'rtl' : 'ltr';
  for (const provider of document.querySelectorAll('rr-provider')) {
    provider.setAttribute('locale', language);
  }
}

const asked = new URL(location.href).searchParams.get('lang');
const kept = asked ?? sessionStorage.getItem(key);
const language = kept in languages ? kept : 'en';
const label = document.createElement('label');
const select = document.createElement('select');
label.className = 'language';
label.append('Language ', select);
for (const [code, name] of Object.entries(languages)) {
  const option = new Option(name, code, code === language, code === language);
  option.lang = code;
  select.append(option);
}
select.addEventListener('change', () => {
  sessionStorage.setItem(key, select.value);
  speak(select.value);
});
document.querySelector('header')?.append(label);
if (language !== 'en') speak(language);
