import { type Preview, setCustomElementsManifest } from '@storybook/web-components-vite';
import manifest from '../custom-elements.json' with { type: 'json' };
import { forStorybook } from '../stories/docs/manifest.ts';
import { controlled, withArgs } from './controls.ts';
import { applyToolbar, globalTypes, initialGlobals } from './toolbar.ts';

setCustomElementsManifest(forStorybook(manifest));

/** `?globals=scheme:dark;direction:rtl` shows a story as scripts/stories.mjs tests it. */
const preview: Preview = {
  tags: ['autodocs'],
  parameters: {
    a11y: { test: 'error' },
    layout: 'fullscreen',
    options: {
      storySort: {
        order: ['Welcome', 'Guides', 'Host pages', 'Live', 'Account', 'Invoices', 'Packages'],
      },
    },
  },
  globalTypes,
  initialGlobals,
  argTypesEnhancers: [({ argTypes }) => controlled(argTypes)],
  decorators: [
    (story, context) => {
      applyToolbar(context.globals);
      return withArgs(story(), context.component, context.args);
    },
  ],
};

export default preview;
