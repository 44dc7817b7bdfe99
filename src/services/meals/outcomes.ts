import * as z from 'zod'

const words = z.string()
/** An option of a question: `label` is shown, `id` is handed back. */
export const choiceOutput = z.object({ id: words, label: words })
export const mealOutput = z.object({ date: words, period: words, label: words })

const dishChoice = choiceOutput.extend({ quantity: z.number() })
const dishProblem = z.object({ dish: words, dish_name: words, choices: z.array(dishChoice) })

/** Why an order can't be had as it stands: the same from the quote and from placing. */
export const orderProblems = {
  past_cutoff: z.object({ meal: words, cutoff: words, meals: z.array(mealOutput) }),
  closed: z.object({ site_name: words, meal: words, meals: z.array(mealOutput) }),
  ask_allergies: z.object({ dish_name: words }),
  nothing: z.object({}),
  not_on_menu: dishProblem.extend({ meal: words }),
  too_many: z.object({ dish: words, dish_name: words, max: z.number(), dishes: z.array(z.unknown()) }),
  blocked: dishProblem.extend({ why: z.enum(['allergy', 'diet']), what: words }),
  sold_out: dishProblem.extend({ left: z.number() }),
  kitchen_full: z.object({
    site_name: words,
    meal: words,
    meals: z.array(mealOutput),
    sites: z.array(choiceOutput),
  }),
  courier_full: z.object({ site_name: words, meal: words }),
  not_allowed: z.object({}),
}
