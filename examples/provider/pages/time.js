// The bar of the time machine: the provider's date, and a field to move it to a later one.
const bar = document.createElement('form');
bar.className = 'time';
bar.setAttribute('aria-label', 'Time machine');
bar.innerHTML = `<span>It is <strong></strong> here.</span>
<label>Move to <input type="date" required></label>
<button>Go</button> <output></output>`;
const [shown, date, button, output] = ['strong', 'input', 'button', 'output'].map((tag) =>
  bar.querySelector(tag),
);

async function ask(init) {
  const answer = await fetch('/time', init);
  if (!answer.ok) throw new Error((await answer.json()).message);
  return answer;
}

/** Tells each day as it comes; the last line may say why it went no further. */
async function follow(answer) {
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    const lines = (rest + (value ?? '')).split('\n');
    rest = lines.pop();
    for (const line of lines) {
      const day = JSON.parse(line);
      if (day.message) throw new Error(day.message);
      shown.textContent = day.date;
    }
    if (done) return;
  }
}

bar.addEventListener('submit', async (event) => {
  event.preventDefault();
  button.disabled = true;
  output.textContent = '';
  try {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ date: date.value });
    await follow(await ask({ method: 'POST', headers, body }));
    location.reload();
  } catch (error) {
    output.textContent = error.message;
    button.disabled = false;
  }
});

const { today } = await (await ask()).json();
shown.textContent = today;
date.min = today;
date.value = today;
document.body.prepend(bar);
