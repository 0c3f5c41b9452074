import { problem, shell, signIn } from './shell.ts'
import { door, enrolment, password } from './sign-on.ts'

/** What is said before anybody has signed in: fetched first, and by itself. */
export const words = { shell, signIn, problem, door, enrolment, password }
