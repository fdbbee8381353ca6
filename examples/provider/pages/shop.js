// After the order, the client's account shows what was bought.
document.addEventListener('rr-ordered', () => {
  document.title = 'Order placed';
});
