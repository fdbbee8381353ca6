import type { LitElement, PropertyDeclaration } from 'lit';

/** A decorator of a field, run once with the prototype of its class. */
export type FieldDecorator = (prototype: LitElement, name: string) => void;

/**
 * An attribute or property whose change renders the widget again.
 *
 * It stands in for the decorator of `lit/decorators.js`, which also serves standard decorators
 * and is ten times as heavy; the option's meaning is lit's.
 */
export function property(options: PropertyDeclaration = {}): FieldDecorator {
  return (prototype, name) =>
    (prototype.constructor as typeof LitElement).createProperty(name, options);
}

/** A field of the widget's own, without attribute, whose change renders it again. */
export function state(): FieldDecorator {
  return property({ state: true, attribute: false });
}
