/** Where the rejected rows of an import are to be had. */
export const rejectsAddress = (id: string): string => `/api/v1/imports/${id}/rejects`
