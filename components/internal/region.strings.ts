import { msg } from '@lit/localize';

/** The texts of country, state and county. Each is a function, so that it follows the locale. */
export const regionWords = {
  country: (): string => msg('Country'),
  chooseCountry: (): string => msg('Choose a country'),
  state: (): string => msg('State'),
  chooseState: (): string => msg('Choose a state'),
  county: (): string => msg('County'),
  noCounty: (): string => msg('None chosen'),
  countyHint: (): string => msg('Taxes may depend on it.'),
  loading: (): string => msg('Loading counties'),
  failed: (): string => msg('The counties could not be loaded. The rest of the form is not lost.'),
};
