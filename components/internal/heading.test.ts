import { expect } from '@open-wc/testing';
import { render } from 'lit';
import { heading } from './heading.ts';

function shown(level: number): Element | null {
  const box = document.createElement('div');
  render(heading(level, 'Invoices', { id: 'title', look: 'title' }), box);
  return box.firstElementChild;
}

describe('heading', () => {
  for (const level of [1, 2, 3, 4, 5, 6]) {
    it(`[19.7] level ${level} is an h${level} with id, look and part`, () => {
      const element = shown(level);
      expect(element?.localName).to.equal(`h${level}`);
      expect(element?.id).to.equal('title');
      expect(element?.className).to.equal('rr-title');
      expect(element?.part.value).to.equal('title');
      expect(element?.textContent).to.equal('Invoices');
    });
  }

  it('[19.7] keeps to the six levels there are, and is an h2 when the level is no number', () => {
    const names = [0, -3, 7, 12, 2.6, Number.NaN].map((level) => shown(level)?.localName);
    expect(names).to.deep.equal(['h1', 'h1', 'h6', 'h6', 'h3', 'h2']);
  });
});
