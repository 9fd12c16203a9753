/* Solves the form's challenge beside the page while its words are read once more.

   <form data-proof="address of proof-worker.js"> with hidden fields "challenge" and "proof".
   Without script the opinion is sent all the same and waits for review. */
(() => {
  "use strict";
  const solve = (form) => {
    const { challenge, proof } = form.elements;
    if (!challenge?.value || !window.Worker) return;
    const worker = new Worker(form.dataset.proof);
    const sendAgain = [];
    worker.onmessage = ({ data }) => {
      proof.value = data;
      worker.terminate();
      form.removeAttribute("aria-busy");
      for (const button of sendAgain.splice(0)) form.requestSubmit(button);
    };
    worker.onerror = () => { proof.value = "0"; };
    form.addEventListener("submit", (event) => {
      if (proof.value) return;
      event.preventDefault();
      form.setAttribute("aria-busy", "true");
      if (!sendAgain.length) sendAgain.push(event.submitter);
    });
    worker.postMessage(challenge.value);
  };
  document.querySelectorAll("form[data-proof]").forEach(solve);
})();
