import { html, nothing, type TemplateResult } from 'lit';
import type { PackageView } from '../../src/contract/packages.ts';
import { isCancelable } from '../cancel/cancelable.ts';
import { openLink } from '../internal/link.ts';
import { strings } from './package.strings.ts';

/** The two ways to change a package (SPEC 5.10). */
export type Direction = 'upgrade' | 'downgrade';

/** Where the actions lead. */
export interface PackageActions {
  readonly view: PackageView;
  readonly changeHref: string;
  readonly cancelHref: string;
  readonly change: (detail: {
    readonly packageId: string;
    readonly direction: Direction;
  }) => boolean;
  readonly cancel: (packageId: string) => boolean;
}

/** Upgrade, Downgrade, and Cancel or its undoing, each only where offered (SPEC 5.8, 5.21). */
export function packageActions(options: PackageActions): TemplateResult {
  const { view } = options;
  const { packageId, cancelOn } = view;
  return html`${view.upgrade === null ? nothing : changeAction(options, 'upgrade')}
    ${view.downgrade === null ? nothing : changeAction(options, 'downgrade')}
    ${
      isCancelable(view) || cancelOn !== null
        ? openLink({
            pattern: options.cancelHref,
            id: packageId,
            text: cancelOn === null ? strings.cancel() : strings.undoCancel(),
            look: 'rr-btn',
            open: () => options.cancel(packageId),
          })
        : nothing
    }`;
}

function changeAction(options: PackageActions, direction: Direction): TemplateResult {
  const { packageId } = options.view;
  return openLink({
    pattern: options.changeHref.replaceAll('{direction}', direction),
    id: packageId,
    text: direction === 'upgrade' ? strings.upgrade() : strings.downgrade(),
    look: 'rr-btn',
    open: () => options.change({ packageId, direction }),
  });
}
