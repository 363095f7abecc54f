/** Mailboxes of a post rather than of a person, in the languages that we know. */
const roles = new Set(
  `
  abuse accounting accounts admin administration administrator ads advertising billing booking bookings bounce bounces
  career careers compliance contact contactus customercare customerservice customersuccess devnull donotreply editor
  editorial email enquiries enquiry events feedback finance ftp hello help helpdesk hostmaster hr info information
  inquiries inquiry invest investors invoice invoices it jobs legal mail mailer-daemon mailbox marketing media news
  newsletter no-reply nobody noc noreply notifications office operations order orders partner partners partnerships
  payments payroll postmaster pr press privacy procurement purchasing reception recruiting recruitment reservations
  returns root sales secretary security service services shop sponsorship staff store subscribe success support team tech
  training unsubscribe usenet uucp webmaster welcome www
  anfrage bestellung bewerbung buchhaltung buero datenschutz einkauf empfang geschaeftsfuehrung hallo karriere kontakt
  kundenservice presse rechnung rechnungen redaktion sekretariat verkauf vertrieb verwaltung zentrale
  accueil achats bonjour commercial commerciale compta comptabilite direction recrutement secretariat ventes
  administracion atencion compras contabilidad contacto hola pedidos recepcion rrhh ventas
  acquisti amministrazione commerciale contabilita contatti direzione ordini segreteria ufficio vendite
  administratie inkoop verkoop biuro kontor salg kontakta order contato vendas financeiro
  `
    .trim()
    .split(/\s+/),
)

const REGION = /[-_.](de|at|ch|us|usa|uk|eu|emea|apac|dach|fr|es|it|nl|latam|global|intl|international)$/

/** Whether the part before the @ (in lower case) is a post: `info`, `sales-emea`, `support+42`, `info2`. */
export function isRoleMailbox(mailbox: string): boolean {
  const plain = mailbox.replace(/\+.*$/, '')
  return [plain, plain.replace(REGION, ''), plain.replace(/\d+$/, '')].some((name) => roles.has(name))
}
