/** A line of a widget's JSDoc in `custom-elements.json`. */
export interface ManifestItem {
  readonly name?: string;
  readonly description?: string;
  readonly type?: { readonly text?: string };
  readonly kind?: string;
  readonly static?: boolean;
  readonly privacy?: string;
  readonly attribute?: string;
  readonly default?: string;
}

/** A class of `custom-elements.json`; a widget names itself by a static `widget`. */
export interface Declaration {
  readonly name?: string;
  readonly tagName?: string;
  readonly customElement?: boolean;
  readonly summary?: string;
  readonly description?: string;
  readonly members?: readonly ManifestItem[];
  readonly attributes?: readonly ManifestItem[];
  readonly events?: readonly ManifestItem[];
  readonly slots?: readonly ManifestItem[];
  readonly cssParts?: readonly ManifestItem[];
  readonly cssProperties?: readonly ManifestItem[];
}

/** What is read of `custom-elements.json`. */
export interface Manifest {
  readonly modules: readonly { readonly declarations?: readonly Declaration[] }[];
}

/** A widget's declaration with the tag that it has under the usual prefix. */
export interface Widget extends Declaration {
  readonly tagName: string;
}

function tagOf({ members = [] }: Declaration): string {
  const own = members.find(({ name, static: isStatic }) => name === 'widget' && isStatic === true);
  const name = own?.default?.replaceAll(/['"]/g, '') ?? '';
  return name === '' ? '' : `rr-${name}`;
}

/** What a page may set from a script: neither an attribute's twin nor what is not public. */
function isShown({ name, kind, privacy, attribute, ...more }: ManifestItem): boolean {
  const isOpen = privacy === undefined || privacy === 'public';
  const isName = name !== undefined && /^[a-z]/.test(name);
  return isOpen && isName && kind === 'field' && attribute === undefined && more.static !== true;
}

/** Widgets by tag, as the pages of Storybook show them. */
export function widgetsOf(manifest: Manifest): readonly Widget[] {
  return manifest.modules
    .flatMap(({ declarations = [] }) => declarations)
    .map((declaration) => ({ declaration, tagName: tagOf(declaration) }))
    .filter(({ tagName }) => tagName !== '')
    .map(({ declaration, tagName }) => ({
      ...declaration,
      tagName,
      customElement: true,
      description: [declaration.summary, declaration.description].filter(Boolean).join('\n\n'),
      members: (declaration.members ?? []).filter(isShown),
      // The base class sends whatever it is told to; that is no event of a widget.
      events: (declaration.events ?? []).filter(({ name = '' }) => name.startsWith('rr-')),
    }))
    .toSorted((a, b) => a.tagName.localeCompare(b.tagName));
}

/** The manifest in the form that Storybook looks tags up in. */
export function forStorybook(manifest: Manifest): {
  readonly version: string;
  readonly modules: readonly { readonly declarations: readonly Widget[] }[];
} {
  return { version: '1.0.0', modules: [{ declarations: widgetsOf(manifest) }] };
}
