/** Names of all core modules: `action`, `prop`, `list`, ... accept them, and paraminfo lists them (paraminfo-legacy-params). */
export const actions = `acquiretempusername block changeauthenticationdata changecontentmodel checktoken clearhasmsg
  clientlogin compare createaccount delete edit emailuser expandtemplates feedcontributions feedrecentchanges
  feedwatchlist filerevert help imagerotate import linkaccount login logout managetags mergehistory move opensearch
  options paraminfo parse patrol protect purge query removeauthenticationdata resetpassword revisiondelete rollback rsd
  setnotificationtimestamp setpagelanguage tag unblock undelete unlinkaccount upload userrights validatepassword watch
  cspreport stashedit`;

export const formats = 'json jsonfm none php phpfm rawfm xml xmlfm';

export const props = `categories categoryinfo contributors deletedrevisions duplicatefiles extlinks fileusage imageinfo
  images info iwlinks langlinks links linkshere pageprops redirects revisions stashimageinfo templates transcludedin`;

export const lists = `allcategories alldeletedrevisions allfileusages allimages alllinks allpages allredirects
  allrevisions alltransclusions allusers backlinks blocks categorymembers embeddedin exturlusage filearchive imageusage
  iwbacklinks langbacklinks logevents mystashedfiles pagepropnames pageswithprop prefixsearch protectedtitles querypage
  random recentchanges search tags usercontribs users watchlist watchlistraw deletedrevs`;

export const metas = 'allmessages authmanagerinfo filerepoinfo languageinfo siteinfo tokens userinfo';

export const generators = `allcategories alldeletedrevisions allfileusages allimages alllinks allpages allredirects
  allrevisions alltransclusions backlinks categories categorymembers deletedrevisions duplicatefiles embeddedin
  exturlusage fileusage images imageusage iwbacklinks langbacklinks links linkshere pageswithprop prefixsearch
  protectedtitles querypage random recentchanges redirects revisions search templates transcludedin watchlist
  watchlistraw`;

export const contentFormats = `application/json application/octet-stream application/unknown application/x-binary
  text/css text/javascript text/plain text/unknown text/x-wiki unknown/unknown`;
