import { storageLaws } from '../../test/support/storage-laws.ts';
import { openPglite } from './pglite.ts';

storageLaws(() => openPglite());
