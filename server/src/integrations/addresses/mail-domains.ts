/**
 * Domains of access providers, hosters and relays that hand out addresses to anyone, as far as the list of free-mail
 * domains does not have them.
 */
export const providerDomains: ReadonlySet<string> = new Set(
  `
  vodafone.de vodafonemail.de o2online.de o2mail.de unitybox.de unity-mail.de netcologne.de ewetel.net ewe.net mnet-mail.de
  mailbox.org mailbox.co.za versanet.de osnanet.de htp-tel.de kabelbw.de telecolumbus.net
  magenta.at aon.at chello.at kabsi.at liwest.at inode.at hispeed.ch sunrise.ch quickline.ch swissonline.ch
  xfinity.com spectrum.net rr.com roadrunner.com twc.com suddenlink.net mediacombb.net frontier.com frontiernet.net
  centurylink.net windstream.net charter.net tds.net wowway.com rcn.com hughes.net
  rogers.com bell.net sympatico.ca shaw.ca telus.net videotron.ca cogeco.ca eastlink.ca
  virginmedia.com talktalk.net plus.net plus.com sky.com ee.co.uk o2.co.uk zen.co.uk eircom.net
  free.fr sfr.fr neuf.fr bbox.fr numericable.fr laposte.net
  ziggomail.com kpnmail.nl kpnplanet.nl xs4all.nl planet.nl telenet.be proximus.be skynet.be voo.be
  telefonica.net movistar.es ono.com euskaltel.net sapo.pt tim.it tin.it alice.it fastwebnet.it virgilio.it
  telia.com bredband.net comhem.se online.no get.no tdcadsl.dk stofanet.dk elisa.fi dnainternet.net
  vp.pl neostrada.pl inea.pl upcmail.cz t-email.hu otenet.gr
  bigpond.com bigpond.net.au optusnet.com.au iinet.net.au tpg.com.au internode.on.net xtra.co.nz
  ocn.ne.jp nifty.com so-net.ne.jp docomo.ne.jp ezweb.ne.jp softbank.ne.jp biglobe.ne.jp
  mozmail.com relay.firefox.com privaterelay.appleid.com users.noreply.github.com noreply.github.com
  passmail.net passinbox.com simplelogin.com simplelogin.co aleeas.com slmail.me anonaddy.com anonaddy.me addy.io
  `
    .trim()
    .split(/\s+/),
)

/** Universities and schools whose domain does not show it. */
export const educationDomains: ReadonlySet<string> = new Set(
  `
  ethz.ch epfl.ch uzh.ch unibe.ch unibas.ch unil.ch unige.ch unisg.ch usi.ch zhaw.ch fhnw.ch
  tum.de lmu.de rwth-aachen.de fau.de charite.de leuphana.de whu.de bucerius.de upb.de
  kuleuven.be ugent.be uclouvain.be ulb.be vub.be uantwerpen.be
  uva.nl vu.nl tudelft.nl tue.nl utwente.nl rug.nl uu.nl leidenuniv.nl eur.nl ru.nl wur.nl maastrichtuniversity.nl
  kth.se lu.se uu.se su.se chalmers.se gu.se liu.se umu.se ku.dk dtu.dk au.dk sdu.dk cbs.dk aau.dk
  uio.no ntnu.no uib.no nhh.no helsinki.fi aalto.fi tuni.fi utu.fi oulu.fi
  polytechnique.fr sorbonne-universite.fr ens.fr hec.fr insead.edu sciencespo.fr dauphine.psl.eu
  polimi.it unibo.it uniroma1.it unimi.it unipd.it unito.it unina.it unipi.it unibocconi.it polito.it
  ub.edu upc.edu uam.es ucm.es upm.es upv.es us.es uv.es ulisboa.pt up.pt uminho.pt
  uw.edu.pl cuni.cz muni.cz vut.cz elte.hu bme.hu tcd.ie ucd.ie ucc.ie dcu.ie
  mcgill.ca utoronto.ca ubc.ca uwaterloo.ca queensu.ca ualberta.ca yorku.ca sfu.ca uottawa.ca umontreal.ca ulaval.ca
  mcmaster.ca concordia.ca ucalgary.ca uwo.ca carleton.ca torontomu.ca
  usp.br unicamp.br ufrj.br ufmg.br unam.mx tec.mx uc.cl uchile.cl uba.ar msu.ru spbu.ru hse.ru
  `
    .trim()
    .split(/\s+/),
)

/** `uni-bonn.de`, `tu-berlin.de`, `univ-lyon1.fr`, `univie.ac.at` has its own ending. */
export const EDUCATION_NAME =
  /^(uni|tu|fh|th|hs|ph|htw|haw|hochschule|universitaet)-[a-z-]+\.(de|at|ch)$|^univ-[a-z0-9-]+\.fr$/
