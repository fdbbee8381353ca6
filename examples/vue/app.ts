import { define } from 'rackrate/components/define';
import { createApp } from 'vue';
import Billing from './Billing.vue';

define();
createApp(Billing).mount('#app');
