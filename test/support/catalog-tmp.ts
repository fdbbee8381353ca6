import { sampleCatalog } from '/work/main/src/rules/catalog.fixture.ts';
export const exampleCatalog = { ...sampleCatalog, provider: { ...sampleCatalog.provider, paymentMethods: [{id:'card',pluginId:'sandbox',label:'Card'},{ id: 'transfer', pluginId: 'manual', label: 'Bank transfer', currencies: ['EUR'] }] }, products: sampleCatalog.products.map(p=>p.id==='web'?{...p,panel:'sandbox'}:p) };
