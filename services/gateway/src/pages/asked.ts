import { read, type MessageClass } from '@linli/contracts';
import { refuse } from '@linli/kernel';

/** The parameters of a page as their class; refuses with flaws per field (400) before any department is asked. */
export function asked<T extends object>(question: MessageClass<T>, parameters: object): T {
  const outcome = read(question, parameters);
  if ('value' in outcome) return outcome.value;
  throw refuse.invalid('request.invalid', '部分栏目填写有误，请按 flaws 逐项改正。', {
    flaws: outcome.flaws,
  });
}
