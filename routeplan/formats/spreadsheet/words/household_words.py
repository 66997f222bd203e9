"""What people call the columns of a table of households, by language."""

from __future__ import annotations

from routeplan.formats.spreadsheet.words.fields import Field

HOUSEHOLD_WORDS: dict[Field, str] = {
    Field.ID: "id,id #,id no,id number,# id,ref,reference,code,case no,record,household id,"
    "household no,key,row id"
    "|编号,序号,户号,户编号,代码,號碼"
    "|código,id,ref,referência,processo,n.º processo,n.º de ordem,ordem,nº agregado"
    "|código,referencia,expediente,clave"
    "|référence,code,identifiant,dossier"
    "|kennung,kennnummer,aktenzeichen,referenz,lfd nr,lfd. nr.,kundennummer"
    "|tunnus,viite,tunniste,talousnumero,järjestysnumero"
    "|番号,世帯番号,管理番号,整理番号"
    "|код,ид,идентификатор,номер,№ п/п,п/п",
    Field.NAME: "name,full name,resident,residents,household,family,contact,person,occupant,tenant,"
    "head of household,household head,head of family,householder"
    "|姓名,名字,户主,居民,住户,联系人,户主姓名"
    "|nome,nome completo,nome do morador,nome do titular,nome da família,morador"
    ",moradores,agregado,família,chefe de família,responsável familiar"
    ",residente,utente,titular,munícipe"
    "|nombre completo,residente,vecino,familia,hogar,titular,nombre y apellidos"
    "|nom,nom complet,résident,habitant,famille,foyer,ménage,nom et prénom"
    "|bewohner,haushalt,familie,name vorname,anwohner"
    "|nimi,asukas,talous,perhe,kotitalous"
    "|氏名,名前,世帯主,住民"
    "|имя,фио,житель,семья,жилец,ф.и.о.",
    Field.ADDRESS: "address,street address,street,location,addr,full address,home address,road"
    "|地址,住址,街道,家庭住址,详细地址,居住地址"
    "|morada,endereço,rua,logradouro,endereço completo,rua/av,domicílio,local,residência,arruamento"
    "|dirección,calle,domicilio,vía"
    "|adresse,rue,voie,domicile,adresse complète"
    "|adresse,straße,strasse,anschrift,wohnort adresse"
    "|osoite,katuosoite,katu,kotiosoite"
    "|住所,所在地,番地"
    "|адрес,улица,место жительства",
    Field.LATITUDE: "latitude,lat,geo lat,gps lat,y coord lat|纬度|latitude|latitud|latitude"
    "|breite,breitengrad,geogr breite|leveysaste,leveys|緯度|широта",
    Field.LONGITUDE: "longitude,lon,lng,long,geo lon,gps lon|经度|longitude,longit|longitud"
    "|longitude|länge,längengrad,geogr länge|pituusaste,pituus|経度|долгота",
    Field.AVAILABILITY: "availability,hours,available,at home,opening hours,time,times,best time,"
    "time window,when,visit hours,preferred time,when at home,when home,home when,visiting hours"
    "|在家时间,时间,可访时间,方便时间,空闲时间,走访时间,时段"
    "|disponibilidade,horário,horario,horas,em casa,quando,melhor hora,período,horário preferencial"
    "|disponibilidad,horario,horas,en casa,cuándo,franja horaria"
    "|disponibilité,disponibilités,horaires,horaire,heures,présence,créneau,quand,à la maison"
    "|verfügbarkeit,uhrzeit,zeiten,anwesend,erreichbar,zu hause,besuchszeit,zeitfenster,wann"
    "|saatavuus,kotona,aika,kellonaika,tavoitettavissa,käyntiaika,milloin"
    "|在宅時間,時間帯,時間,希望時間,都合"
    "|доступность,время,часы,когда дома,время визита,часы приёма,когда",
    Field.VISIT_MINUTES: "visit minutes,minutes,duration,length,visit length,service time,mins,min"
    "|时长,分钟,走访时长,用时,所需时间,预计时长"
    "|duração,minutos,tempo,tempo de visita,duração da visita,tempo previsto"
    "|duración,minutos,tiempo,duración de la visita"
    "|durée,minutes,durée de la visite,temps"
    "|dauer,minuten,besuchsdauer"
    "|kesto,minuutit,käynnin kesto"
    "|所要時間,分,訪問時間"
    "|длительность,минуты,продолжительность,мин",
    Field.PRIORITY: "priority,urgency,importance,prio|优先级,优先,级别,紧急程度,重要性"
    "|prioridade,urgência,grau|prioridad,urgencia|priorité,urgence|priorität,dringlichkeit"
    "|prioriteetti,kiireellisyys,tärkeys|優先度,優先順位,重要度|приоритет,срочность,важность",
    Field.VISITS: "visits,number of visits,count,times to visit|次数,走访次数"
    "|visitas,n.º de visitas,número de visitas|visitas,número de visitas|visites,nombre de visites"
    "|besuche,anzahl besuche|käynnit,käyntien määrä|訪問回数,回数|визиты,число визитов,посещения",
    Field.DAYS_BETWEEN: "days between,interval,frequency,every days"
    "|间隔,间隔天数,周期,走访周期,频率"
    "|intervalo,dias entre visitas,periodicidade,frequência"
    "|intervalo,días entre visitas,frecuencia,periodicidad"
    "|intervalle,jours entre,fréquence,périodicité"
    "|abstand,tage dazwischen,intervall,turnus,besuchsturnus,rhythmus,besuchsrhythmus"
    "|väli,päiviä välissä,käyntiväli"
    "|間隔,間隔日数,頻度,周期|интервал,дней между,периодичность,частота",
    Field.DUE: "due,date,from date,not before,earliest,due date,next visit,start date,"
    "next visit on,next visit due,next visit date,visit on,date due"
    "|到期,日期,下次走访,下次走访日期,下次走访时间,应访日期,起始日期,最早日期,开始日期"
    "|a partir de,data prevista,data,próxima visita,próxima visita em,"
    "data da próxima visita,não antes de,data de início,prevista"
    "|a partir de,fecha prevista,fecha,próxima visita,próxima visita el,"
    "fecha de la próxima visita,no antes de"
    "|à partir du,date prévue,date,prochaine visite,prochaine visite le,"
    "date de la prochaine visite,pas avant"
    "|ab,fällig,datum,fällig am,frühestens,nächster besuch,nächster besuch am,"
    "datum nächster besuch"
    "|alkaen,erääntyy,päivämäärä,aikaisintaan,seuraava käynti,"
    "seuraava käynti pvm,seuraavan käynnin päivä"
    "|予定日,日付,開始日,次回訪問,次回訪問日"
    "|срок,дата,не раньше,следующий визит,дата следующего визита",
    Field.LATEST: "latest,deadline,until,not after,no later than,last date,visit by,by date,due by"
    "|最晚,截止,截止日期,最迟日期,最晚日期"
    "|até,prazo,data limite,limite,o mais tardar,prazo limite,antes de"
    "|hasta,plazo,fecha límite,límite|jusqu'au,date limite,échéance,au plus tard,délai"
    "|bis,frist,spätestens,bis spätestens|viimeistään,määräaika,takaraja"
    "|期限,締切,最終日|до,крайний срок,не позже,срок до",
    Field.APPOINTMENT: "appointment,appointment date,booked,agreed time,agreed,appt,appt date,"
    "apptmt,appointment on,date of appointment,appointment day,date of appt,booked date"
    "|预约,预约时间,约定时间,预约日期,约定日期"
    "|marcação,visita marcada,marcado,agendamento,agendado,data marcada,data da marcação,"
    "data marcação,data agendada"
    "|cita,fecha de cita,fecha de la cita,fecha cita,agendado"
    "|rendez-vous,rdv,date du rendez-vous,date rdv,date de rdv"
    "|termin,vereinbart,terminvereinbarung,termin datum,termin am,"
    "terminsdatum|tapaaminen,sovittu aika,ajanvaraus,sovittu,"
    "sovittu päivä,tapaamispäivä"
    "|予約,約束,予約日時,予約日|встреча,назначено,запись,дата встречи,дата записи",
    Field.APPOINTMENT_TIME: "appointment time,time of appointment,agreed hour,booked time,"
    "appt time,time of appt,appointment at"
    "|预约时刻,预约钟点|hora marcada,hora da marcação,hora marcação,hora,hora agendada"
    "|hora de cita,hora de la cita,hora cita,hora|heure du rendez-vous,heure rdv,heure de rdv,heure"
    "|termin uhrzeit,terminzeit"
    "|sovittu kello,tapaamisen aika,klo|予約時刻,予約時間|время встречи,время записи,час",
    Field.TOLERANCE_MINUTES: "tolerance minutes,tolerance|允许误差,容差|tolerância|tolerancia"
    "|tolérance|toleranz|toleranssi,jousto|許容時間|допуск",
    Field.APPOINTMENT_OFFICER: "appointment officer,booked with|预约民警|agente marcado"
    "|agente de la cita|agent du rendez-vous|termin mit|tapaamisen poliisi|予約担当|встреча с",
    Field.OFFICERS_NEEDED: "officers needed,officers required,number of officers,crew size,two "
    "officers,# officers,# of officers,no of officers,officers #,officer count"
    "|所需民警,所需警力,人数,警力,双人,两人走访"
    "|agentes necessários,n.º de agentes,nº agentes,número de agentes,dois agentes"
    "|agentes necesarios,número de agentes|agents nécessaires,nombre d'agents,en binôme,deux agents"
    "|benötigte beamte,anzahl beamte,zu zweit,zwei beamte,doppelstreife"
    "|tarvittavat poliisit,poliiseja|必要人数"
    "|нужно сотрудников,сотрудников",
    Field.SKILLS: "skills,language,languages,requirements|技能,语言,要求"
    "|competências,línguas,idioma,língua|habilidades,idioma,idiomas,competencias"
    "|compétences,langue,langues|fähigkeiten,sprache,sprachen|taidot,kieli,kielet"
    "|技能,言語|навыки,язык,языки",
    Field.OFFICER: "officer,police officer,responsible officer,assigned to,assigned,agent"
    "|民警,负责民警,责任民警,警员,负责人"
    "|agente,responsável,agente responsável,polícia,elemento,militar"
    "|agente,responsable,policía,asignado a"
    "|agent,responsable,policier,agent responsable"
    "|beamter,zuständig,polizist,beamtin,sachbearbeiter,zuständiger beamter"
    "|poliisi,vastuuhenkilö,vastuupoliisi"
    "|担当,担当者,警察官,担当官|сотрудник,участковый,ответственный,офицер",
    Field.TASK: "task,purpose,reason,what to do,subject,matter,visit reason"
    "|任务,事由,目的,走访事由,事项|tarefa,motivo,assunto,objetivo,motivo da visita,finalidade"
    "|tarea,motivo,asunto,objetivo|tâche,motif,objet,but"
    "|aufgabe,grund,anlass,zweck,auftrag|tehtävä,syy,aihe,tarkoitus|用件,目的,内容,理由,事由"
    "|задача,причина,цель,повод",
    Field.NOTE: "note,notes,remark,remarks,comment,comments,observations,info"
    "|备注,说明,注意,附注,备考|observações,notas,nota,comentários,obs,observação,obs."
    "|observaciones,notas,nota,comentarios|remarques,notes,note,commentaires,observations"
    "|bemerkung,bemerkungen,notiz,notizen,anmerkung,hinweis|huomautus,huomautukset,muistiinpano,"
    "lisätiedot,huom|備考,メモ,注記|примечание,примечания,заметки,комментарий",
    Field.DO_NOT_CALL: "do not call,no visit,do not visit,opt out,excluded,refused visits"
    "|不走访,请勿走访,免访,拒访|não visitar,não contactar,recusa,excluir,não bater"
    "|no visitar,no llamar,excluir|ne pas visiter,ne pas appeler,exclure"
    "|nicht besuchen,kein besuch,ausschließen|älä käy,ei käyntejä,ei käyntiä"
    "|訪問不可,訪問しない|не посещать,не беспокоить,отказ",
    Field.FIRST_NAME: "first name,given name,forename,first|名|nome próprio,primeiro nome|nombre"
    "|prénom|vorname|etunimi|名|имя",
    Field.SURNAME: "surname,last name,family name,last|姓|apelido,sobrenome|apellido,apellidos"
    "|nom de famille|nachname,familienname|sukunimi|姓|фамилия",
    Field.HOUSE_NUMBER: "house number,house no,street number,house,door,plot,plot no,street no"
    ",street #,house #,bldg no,building number,civic number|门牌,门牌号,号"
    "|n.º de porta,porta,n.º da porta,número de porta,casa|número,portal,casa"
    "|numéro de rue,n° de rue"
    "|hausnummer,hausnr,haus-nr|talonumero,talo nro,talonro|番地,号|дом,номер дома,д.",
    Field.HOUSE_SUFFIX: "house suffix,suffix,house number suffix,number suffix,house letter"
    "|附号|sufixo,letra da porta|sufijo,letra|indice,indice de répétition,bis/ter,complément de n°"
    "|zusatz,hausnummernzusatz,hausnummerzusatz,hausnr zusatz,hausnrzusatz,hnr zusatz,hnrzusatz"
    ",hsnr zusatz,hsnrzus,adresszusatz,nr zusatz|numeron lisäke,lisäosa|枝番|литера,лит,литер",
    Field.HOUSE_BLOCK: "||||||||корпус,корп,корп.",
    Field.HOUSE_STRUCTURE: "||||||||строение,стр.,строен",
    Field.UNIT: "unit,flat,apartment,apt,floor|单元,室,房号,楼|andar,fração,piso,fracção"
    ",complemento,apto,bloco"
    "|piso,puerta,planta|appartement,étage,appt|wohnung,stockwerk,etage,whg|asunto,huoneisto,rappu"
    "|部屋,号室,部屋番号|квартира,кв.,этаж",
    Field.POSTCODE: "postcode,zip,zip code,postal code|邮编,邮政编码|código postal,cp,c.p.,cep"
    "|código postal,cp|code postal,cp|plz,postleitzahl|postinumero|郵便番号|индекс,почтовый индекс",
    Field.TOWN: "town,city,municipality,place,district,village,ward,estate"
    "|城市,区,城区|localidade,cidade,concelho"
    ",bairro,município,distrito,"
    "freguesia|localidad,ciudad,municipio,población|ville,commune,localité|ort,stadt,gemeinde"
    "|kaupunki,kunta,postitoimipaikka,paikkakunta|市区町村,市,町|город,населённый пункт",
    Field.COORDINATES: "coordinates,gps,lat lon,position,latlng,gps coordinates,utm,geom,wkt"
    "|坐标,经纬度"
    "|coordenadas,gps|coordenadas|coordonnées,coordonnées gps|koordinaten|koordinaatit|座標"
    "|координаты",
    Field.X: "x,easting,east,coord x,x coord,x coordinate,utm x,utm e,utm easting,x utm|x坐标"
    "|coord x,m,coordenada x,utm x|coord x,coordenada x,utm x,x utm|coord x,coordonnée x,x l93"
    "|rechtswert,ostwert,x koordinate,r wert|itä,itäkoordinaatti,x koordinaatti,e koordinaatti"
    "|x座標|х,координата x",
    Field.Y: "y,northing,north,coord y,y coord,y coordinate,utm y,utm n,utm northing,y utm|y坐标"
    "|coord y,p,coordenada y,utm y|coord y,coordenada y,utm y,y utm|coord y,coordonnée y,y l93"
    "|hochwert,nordwert,y koordinate,h wert"
    "|pohjoinen,pohjoiskoordinaatti,y koordinaatti,n koordinaatti|y座標|у,координата y",
    Field.DAYS: "days,weekdays,day,days of the week|星期,日子|dias,dias da semana,dia"
    "|días,días de la semana|jours,jours de la semaine,jour|tage,wochentage,wochentag"
    "|päivät,viikonpäivät|曜日|дни,дни недели",
    Field.FROM: "from,start,begin,window from,time from,start time,open,earliest time,from time"
    "|开始,起,开始时间,从|das,de,início,hora início,hora inicial,desde,a partir das,hora de início"
    "|desde,de,inicio,hora inicio|de,début,heure début,dès|von,beginn,ab uhr,zeit von,von uhr"
    "|alku,alkaa,klo alkaen,alkuaika|開始,開始時刻|с,от,начало,время с",
    Field.TO: "to,end,window to,time to,end time,close,latest time,until time,to time"
    "|结束,止,结束时间,到,至|às,a,fim,hora fim,hora final,até às,hora de fim"
    "|a,fin,hora fin,hasta las"
    "|à,fin,heure fin|bis uhr,ende,zeit bis|loppu,päättyy,klo asti,loppuaika"
    "|終了,終了時刻|по,конец,время до",
}
