import { define, RrInvoice, RrInvoiceList, RrProvider } from 'rackrate/react';
import { type ReactNode, useState } from 'react';
import { createRoot } from 'react-dom/client';

define();

function Billing(): ReactNode {
  const [invoiceId, setInvoiceId] = useState('');
  return (
    <RrProvider base="http://127.0.0.1:4000/api" sessionUrl="/billing-session">
      <RrInvoiceList
        onRrOpenInvoice={(event) => {
          event.preventDefault();
          setInvoiceId(event.detail.invoiceId);
        }}
      />
      {invoiceId !== '' && <RrInvoice invoiceId={invoiceId} headingLevel={3} />}
    </RrProvider>
  );
}

const app = document.querySelector('#app');
if (app !== null) createRoot(app).render(<Billing />);
