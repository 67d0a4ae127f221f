/**
 * Asks once for the same thing and lets everybody wait for that answer: for messages of one batch, which begin at the
 * same moment, and of which none writes what is asked for here.
 */
export const askedOnce = <Asked extends readonly unknown[], Answer>(
  ask: (...asked: Asked) => Promise<Answer>,
): ((...asked: Asked) => Promise<Answer>) => {
  const answers = new Map<string, Promise<Answer>>();
  return (...asked) => {
    const key = JSON.stringify(asked);
    const answer = answers.get(key) ?? ask(...asked);
    answers.set(key, answer);
    return answer;
  };
};
