import { rubricOf } from './rubrics';

const bullets = (points: readonly string[]) => points.map((point) => `- ${point}`).join('\n');
const pascal = (title: string) => title.replace(/(?:^|\W+)(\w)/g, (_, letter: string) => letter.toUpperCase());

/** A dimension as a rule of a SARIF log: all that code hosts ask of one, its rubric as its help. */
export function sarifRule(id: string) {
  const { title, question, points, scale } = rubricOf(id);
  return {
    id,
    name: pascal(title) || id,
    shortDescription: { text: title },
    fullDescription: { text: question },
    help: {
      text: [question, bullets(points), 'The score of this dimension:', bullets(scale)].join('\n\n'),
      markdown: [`**${question}**`, bullets(points), 'The score of this dimension:', bullets(scale)].join('\n\n'),
    },
    defaultConfiguration: { level: 'warning' as const },
    properties: { tags: [id === 'security' ? 'security' : 'quality', 'ai-review'] },
  };
}
