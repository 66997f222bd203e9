"""Short forms of words in street and town names, written out: English to Chinese by way of Russian.

A short form may stand for several words (``St`` for street, saint and Sankt); a name is found by
any of them, and two streets found that way are an ambiguity, never a choice.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import chain

from routeplan.addresses.words.address_text import listed, plain

_SHORT = {
    "en": "st=street,saint rd=road ave=avenue av=avenue blvd=boulevard dr=drive,doctor ln=lane "
    "ct=court pl=place sq=square ter=terrace terr=terrace pkwy=parkway hwy=highway cir=circle "
    "cl=close cres=crescent gdns=gardens gdn=garden grn=green gr=grove hl=hill mt=mount pde=parade "
    "plz=plaza rte=route expy=expressway tpke=turnpike xing=crossing aly=alley n=north s=south "
    "e=east w=west ne=northeast nw=northwest se=southeast sw=southwest",
    "de": "str=strasse pl=platz g=gasse al=allee st=sankt skt=sankt dr=doktor prof=professor "
    "bgm=burgermeister frh=freiherr gr=grosse,grosser,grosses kl=kleine,kleiner,kleines ob=obere "
    "unt=untere alt=alte",
    "fr": "r=rue av=avenue bd=boulevard bld=boulevard boul=boulevard bvd=boulevard bl=boulevard "
    "pl=place imp=impasse all=allee,allees ch=chemin che=chemin chem=chemin fg=faubourg "
    "fbg=faubourg rte=route sq=square q=quai qu=quai pass=passage st=saint ste=sainte gal=general "
    "mal=marechal dr=docteur pdt=president crs=cours res=residence ld=lieudit ham=hameau",
    "pt": "r=rua av=avenida tv=travessa trav=travessa pc=praca pca=praca prc=praca lg=largo "
    "lgo=largo est=estrada estr=estrada al=alameda rod=rodovia pct=praceta bc=beco cc=calcada "
    "cç=calcada rot=rotunda urb=urbanizacao sta=santa sto=santo s=sao,santo,santa d=dom,dona "
    "dr=doutor dra=doutora eng=engenheiro prof=professor,professora gen=general alm=almirante "
    "cap=capitao mal=marechal vis=visconde cons=conselheiro pde=padre n=nossa sra=senhora",
    "es": "c=calle cl=calle av=avenida avda=avenida avd=avenida pl=plaza pza=plaza plza=plaza "
    "pz=plaza ps=paseo,passeig po=paseo pso=paseo ctra=carretera crta=carretera cra=carretera "
    "cno=camino trv=travesia gta=glorieta rda=ronda rbla=rambla urb=urbanizacion sta=santa "
    "sto=santo s=san dr=doctor gral=general ntra=nuestra sra=senora bo=barrio",
    "ca": "c=carrer av=avinguda avgda=avinguda pl=placa pca=placa pg=passeig ptge=passatge "
    "rbla=rambla trav=travessera,travessia",
    "it": "v=via vle=viale pza=piazza pzza=piazza p=piazza cso=corso lgo=largo vlo=vicolo "
    "vic=vicolo str=strada s=san,santa,santo ss=santi",
    "nl": "str=straat ln=laan pln=plein wg=weg st=sint",
    "nordic": "g=gata,gatan gt=gate v=vej,vagen,vei vn=vagen pl=plads,plass,plan ale=alle "
    "all=allen st=sankt,stora k=katu t=tie",
    "pl": "ul=ulica al=aleja,aleje pl=plac os=osiedle sw=swietego,swietej ks=ksiedza gen=generala "
    "marsz=marszalka",
    "cs": "ul=ulice nam=namesti tr=trida nabr=nabrezi sv=svateho",
    "hu": "u=utca krt=korut ter=ter",
    "ro": "str=strada bd=bulevardul bdul=bulevardul sos=soseaua cal=calea al=aleea sf=sfantul",
    "tr": "cad=caddesi cd=caddesi sok=sokak,sokagi sk=sokak,sokagi blv=bulvari bulv=bulvari "
    "mah=mahallesi mh=mahallesi",
    "ru": "ул=улица пер=переулок пр=проспект,проезд просп=проспект прт=проспект "
    "пркт=проспект прд=проезд бул=бульвар бр=бульвар пл=площадь наб=набережная ш=шоссе туп=тупик "
    "ал=аллея лин=линия б=большой,большая,большое бол=большой,большая "
    "м=малый,малая,малое мал=малый,малая ср=средний,средняя стар=старый,старая нов=новый,новая "
    "верх=верхний,верхняя ниж=нижний,нижняя им=имени акад=академика ген=генерала "
    "марш=маршала св=святого",
    "uk": "вул=вулиця пров=провулок просп=проспект бульв=бульвар пл=площа наб=набережна",
    "el": "λεωφ=λεωφορος λ=λεωφορος οδ=οδος πλ=πλατεια αγ=αγιου,αγιας",
}
_ENDINGS = {
    "str": ("strasse", "straat"),
    "pl": ("platz", "plein"),
    "g": ("gasse", "gatan"),
    "gat": ("gatan",),
    "gt": ("gate",),
    "v": ("vagen", "vej", "vei"),
    "vag": ("vagen",),
    "k": ("katu", "kuja"),
    "t": ("tie",),
    "ln": ("laan",),
}
"""Ends of compounds; those of one letter only before a full stop (``Mikonk.``, ``Storg.``)."""
_SET_APART = ("strasse", "platz", "gasse", "allee", "ring", "weg")
"""German ends that are written together or apart: ``Schaanerstrasse``, ``Schaaner Strasse``."""
PARTICLES = listed("de da do das dos del dels della delle dei degli des du la le les los las el")
"""Small words that people leave out; a name is found without them."""
MOVING = listed(
    "улица переулок проспект проезд бульвар площадь набережная шоссе тупик аллея линия "
    "вулиця провулок площа набережна вуліца"
)
"""Kinds of street that may stand before or after the name."""
DROPPED = listed(
    "ul ulica ulice ulitsa οδος οδ г гор город city stadt gemeinde ville commune "
    "cidade concelho freguesia ciudad municipio comune gemeente kommune kommun kaupunki kunta "
    "miasto gmina mesto sehri ili ilce м місто с село пос поселок дер деревня р н раион обл "
    "область province prefecture of the near cedex"
)
"""Words around a street or a town that tell nothing more."""


@lru_cache(maxsize=1)
def _written_out() -> dict[str, tuple[str, ...]]:
    """Each short form with all that it may stand for, in plain letters."""
    out: dict[str, list[str]] = {}
    for entry in chain.from_iterable(pairs.split() for pairs in _SHORT.values()):
        short, _, words = entry.partition("=")
        mine = out.setdefault(plain(short), [])
        mine += [short for word in words.split(",") if (short := plain(word)) not in mine]
    return {short: tuple(words) for short, words in out.items()}


def is_short(word: str) -> bool:
    """Whether a plain word is a known short form."""
    return word in _written_out()


@lru_cache(maxsize=65536)
def forms(word: str, *, dotted: bool) -> tuple[tuple[str, ...], ...]:
    """All that a plain word may stand for, each as the words that names are compared by.

    Parameters
    ----------
    dotted
        Whether a full stop follows it.
    """
    whole = [word, *_written_out().get(word, ())]
    for ending, fulls in _ENDINGS.items():
        if word.endswith(ending) and len(word) > len(ending) + 1 and (len(ending) > 2 or dotted):
            whole += [word.removesuffix(ending) + full for full in fulls]
    return tuple(dict.fromkeys(_apart(_two_letters(spelling)) for spelling in whole))


def _two_letters(word: str) -> str:
    """``Mueller`` and ``Müller`` are one."""
    if word.isascii():
        return word.replace("ae", "a").replace("oe", "o").replace("ue", "u")
    return word


def _apart(word: str) -> tuple[str, ...]:
    for ending in _SET_APART:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word.removesuffix(ending), ending
    return (word,)
