import { type Preview, setCustomElementsManifest } from '@storybook/web-components-vite';
import manifest from '../custom-elements.json' with { type: 'json' };

setCustomElementsManifest(manifest);

/** `?globals=scheme:dark;direction:rtl` shows a story as scripts/stories.mjs tests it. */
const preview: Preview = {
  tags: ['autodocs'],
  parameters: { a11y: { test: 'error' }, layout: 'fullscreen' },
  globalTypes: {
    scheme: {
      description: 'Colour scheme',
      toolbar: { icon: 'mirror', items: ['light', 'dark'], dynamicTitle: true },
    },
    direction: {
      description: 'Direction of writing',
      toolbar: { icon: 'transfer', items: ['ltr', 'rtl'], dynamicTitle: true },
    },
  },
  initialGlobals: { scheme: 'light', direction: 'ltr' },
  decorators: [
    (story, context) => {
      const { scheme, direction } = context.globals;
      document.documentElement.dir = String(direction);
      const page = document.documentElement.style;
      page.colorScheme = String(scheme);
      // Said aloud, since axe takes a page without a background for a white one.
      page.backgroundColor = 'Canvas';
      page.color = 'CanvasText';
      document.documentElement.dataset['scheme'] = String(scheme);
      return story();
    },
  ],
};

export default preview;
