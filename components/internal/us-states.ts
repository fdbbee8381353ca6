/** A state of the United States, of the list. */
export interface State {
  /** Two letters, as the post writes it. */
  readonly value: string;
  readonly label: string;
}

/** Names are the same in every language of a form. */
const names =
  'AL Alabama,AK Alaska,AS American Samoa,AZ Arizona,AR Arkansas,CA California,CO Colorado,' +
  'CT Connecticut,DE Delaware,DC District of Columbia,FL Florida,GA Georgia,GU Guam,HI Hawaii,' +
  'ID Idaho,IL Illinois,IN Indiana,IA Iowa,KS Kansas,KY Kentucky,LA Louisiana,ME Maine,' +
  'MD Maryland,MA Massachusetts,MI Michigan,MN Minnesota,MS Mississippi,MO Missouri,MT Montana,' +
  'NE Nebraska,NV Nevada,NH New Hampshire,NJ New Jersey,NM New Mexico,NY New York,' +
  'NC North Carolina,ND North Dakota,MP Northern Mariana Islands,OH Ohio,OK Oklahoma,OR Oregon,' +
  'PA Pennsylvania,PR Puerto Rico,RI Rhode Island,SC South Carolina,SD South Dakota,' +
  'TN Tennessee,TX Texas,UM U.S. Minor Outlying Islands,VI U.S. Virgin Islands,UT Utah,' +
  'VT Vermont,VA Virginia,WA Washington,WV West Virginia,WI Wisconsin,WY Wyoming';

/** The states of the United States with their territories, by name. */
export const usStates: readonly State[] = names.split(',').map((entry) => {
  const value = entry.slice(0, 2);
  return { value, label: `${entry.slice(3)} (${value})` };
});

/** The code for what an address says, `Texas` or `tx`; empty when it is no state. */
export function stateCode(text: string): string {
  const wanted = text.trim().toUpperCase();
  const found = usStates.find(
    ({ value, label }) => value === wanted || label.toUpperCase() === `${wanted} (${value})`,
  );
  return found?.value ?? '';
}
