/** Sends what comes in one turn of the event loop as one message: waking a thread costs more than a request. */
export const openOutgoing = <T>(send: (messages: readonly T[]) => void): ((message: T) => void) => {
  let waiting: T[] = [];
  return (message) => {
    if (waiting.length === 0) {
      setImmediate(() => {
        const messages = waiting;
        waiting = [];
        send(messages);
      });
    }
    waiting.push(message);
  };
};
