/** Where the exports of the package find the names of the session they are imported in. */
export const sessionNames = Symbol.for('nacre.session.names')
