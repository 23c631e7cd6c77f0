"""What the words of lists and choices are called elsewhere: synonyms, brand names, classes.

Spelling (capitals, blanks, hyphens, accents, British or American) makes no difference and is not
listed, see `wordlist.key`. Phrases stand between bars. A phrase not listed here is never guessed
at: what reads its list cannot tell. Trade names and drug classes are recalled [R].

Adding a word: where it names a word that rules read, to `NAMES`; where it leaves open which of
several, to `ONE_OF`; where it concerns no rule, to `NO_CONCERN`.
"""

from __future__ import annotations

from collections.abc import Mapping

Phrases = Mapping[str, str]
"""A word that rules know, and what else it is called."""

# Regional for a primary of the small bowel (03, TNM of the jejunum and ileum: N1 and N2).
MESENTERIC_NODES = (
    "mesenteric nodes|mesenteric node|mesenteric lymph nodes|mesenteric lymph node|mesenteric"
    "|mesentery|mesenterial nodes|mesenterial lymph nodes|mesenteric lymph node metastasis"
    "|mesenteric lymph node metastases|mesenteric lymphadenopathy|mesenteric nodal mass"
    "|ileocolic nodes|ileocolic lymph nodes"
)
MESENTERIC_MASS = (
    "mesenteric mass|mesenterial mass|desmoplastic mesenteric mass|mesenteric desmoplastic mass"
    "|mesenteric mass with desmoplasia|mesenteric mass desmoplasia|mesenteric tumour"
    "|mesenteric fibrosis|desmoplastic mass|desmoplasia|mesenteric desmoplasia"
)

_SITES_OF_METASTASES: Phrases = {
    "liver": "hepatic|hepar|liver metastases|liver mets|hepatic metastases",
    # Regional for whatever primary; which other nodes are, depends on the primary.
    "nodes_regional": "regional nodes|regional lymph nodes|regional lymph node|locoregional nodes"
    "|locoregional lymph nodes|regional node",
    "nodes_distant": "distant nodes|distant lymph nodes|distant lymph node|lymph nodes distant"
    "|axillary nodes|axillary lymph nodes|inguinal nodes|inguinal lymph nodes",
    "peritoneum": "peritoneal|peritoneal carcinomatosis|carcinomatosis|omentum|omental",
    "bone": "bones|osseous|os|skeleton|skeletal|vertebra|vertebrae|spine|bone marrow",
    "lung": "lungs|pulmonary|pulmo",
    "brain": "cerebral|cerebrum|cerebellum|cns|meninges|leptomeningeal|spinal cord",
    "ovary": "ovaries|ovarian",
    "breast": "breasts|mamma|mammary",
    "other": "adrenal|adrenal gland|adrenals|spleen|skin|subcutaneous|cutaneous|kidney|heart|heart"
    " muscle|cardiac|myocardium|pericardium|orbit|eye|thyroid|muscle|soft tissue|pleura|testis"
    "|uterus|pancreas",
}

_ALLERGIES: Phrases = {
    "octreotide": "octreotide lar|octreotide acetate|sandostatin|sandostatin lar"
    "|sandostatin lar depot"
    "|sandostatine"
    "|mycapssa|bynfezia",
    "lanreotide": "lanreotide autogel|somatuline|somatuline autogel|somatuline depot",
    "pasireotide": "signifor|signifor lar|pasireotide lar",
    "somatostatin_analogue": "somatostatin analogues|somatostatin analog|somatostatin|ssa|ssas"
    "|somatostatin receptor ligand|srl|somatostatin analogue class",
    "everolimus": "afinitor|votubia|certican|zortress|rad001|mtor inhibitor",
    "sunitinib": "sutent|sunitinib malate",
    "cabozantinib": "cabometyx|cometriq",
    "surufatinib": "sulanda|sulfatinib",
    "belzutifan": "welireg",
    "capecitabine": "xeloda",
    "fluorouracil": "5-fu|5fu|5-fluorouracil|adrucil|efudex|efudix",
    "temozolomide": "temodal|temodar|tmz",
    "dacarbazine": "dtic|dtic-dome|deticene",
    "streptozocin": "streptozotocin|zanosar|stz",
    "platinum": "platinum compounds|platinum agents|platinum salts|platinum chemotherapy|platin"
    "|platins|platinum derivative",
    "cisplatin": "cddp|platinol|cis-platinum|cisplatinum",
    "carboplatin": "paraplatin|carboplatinum",
    "oxaliplatin": "eloxatin",
    "etoposide": "vp-16|vp16|vepesid|etopophos|etoposide phosphate",
    "irinotecan": "campto|camptosar|cpt-11|cpt11|onivyde",
    "iodinated_contrast": "iodinated contrast medium|iodinated contrast agent|iodinated contrast"
    " media|iodine contrast|iodine-based contrast|iodine containing contrast|x-ray contrast|ct"
    " contrast|contrast iodine|radiocontrast|iohexol|omnipaque|iodixanol|visipaque|iopamidol"
    "|iopromide|ultravist|iomeprol|imeron|iomeron|accupaque",
    "gadolinium": "gadolinium contrast|gadolinium-based contrast agent|gbca|mri contrast"
    "|mr contrast"
    "|gadobutrol|gadovist|gadoterate|gadoteric acid|dotarem|gadoxetate|gadoxetic acid|primovist"
    "|magnevist|multihance|prohance",
    "amino_acid_infusion": "amino acids|amino acid|amino acid solution|lysine|arginine|lysine"
    " arginine|arginine lysine|lysakare",
    "telotristat": "xermelo|telotristat ethyl|telotristat etiprate",
    "interferon": "interferon alfa|interferon alpha|interferon alfa-2b|interferon alfa-2a|ifn"
    "|ifn alfa|intron a|roferon|peginterferon|pegasys|pegintron",
}

_COMORBIDITIES: Phrases = {
    "cirrhosis": "liver cirrhosis|cirrhosis of the liver|hepatic cirrhosis",
    "interstitial_lung_disease": "ild|pulmonary fibrosis|lung fibrosis|idiopathic pulmonary"
    " fibrosis|ipf|interstitial pneumonia|interstitial pneumonitis|pneumonitis",
    "diabetes": "diabetes mellitus|dm|type 1 diabetes|type 2 diabetes|diabetes type 1|diabetes type"
    " 2|t1dm|t2dm|dm1|dm2|diabetes mellitus type 1|diabetes mellitus type 2|niddm|iddm"
    "|steroid diabetes|diabetic",
    "coronary_artery_disease": "cad|coronary heart disease|ischaemic heart disease|ihd|coronary"
    " disease|myocardial infarction|heart attack|angina|angina pectoris|coronary stent|nstemi"
    "|stemi",
    "heart_failure": "hf|chf|cardiac failure|congestive heart failure|cardiac insufficiency|heart"
    " insufficiency|hfref|hfpef|reduced ejection fraction",
    "stroke": "cva|cerebrovascular accident|apoplexy|cerebral infarction|ischaemic stroke"
    "|haemorrhagic stroke|tia|transient ischaemic attack",
    "prior_malignancy": "previous malignancy|previous cancer|other cancer|second malignancy|prior"
    " cancer|breast cancer|prostate cancer|colorectal cancer|melanoma|lymphoma|leukaemia"
    "|bladder cancer|renal cell carcinoma|lung cancer",
    "hypertension": "htn|high blood pressure|arterial hypertension|hypertensive",
    "renal_impairment": "ckd|chronic kidney disease|renal failure|kidney failure|renal"
    " insufficiency|kidney disease|renal disease|dialysis|kidney transplant",
    "depression": "depressive disorder|major depression|depressive episode|recurrent depression",
    "autoimmune_disease": "autoimmune disorder|autoimmune|rheumatoid arthritis|lupus|sle|systemic"
    " lupus erythematosus|crohn's disease|crohn disease|ulcerative colitis|inflammatory bowel"
    " disease|ibd|multiple sclerosis|hashimoto's thyroiditis|hashimoto|graves disease|psoriasis"
    "|vasculitis|myasthenia gravis|autoimmune hepatitis|sarcoidosis|coeliac disease|vitiligo"
    "|sjogren's"
    " syndrome|sjogren syndrome|systemic sclerosis|scleroderma|ankylosing spondylitis|polymyalgia"
    " rheumatica|giant cell arteritis|primary biliary cholangitis|primary sclerosing cholangitis"
    "|dermatomyositis|polymyositis|autoimmune thyroiditis|addison's disease|pernicious anaemia"
    "|antiphospholipid syndrome|immune thrombocytopenia|type 1 autoimmune polyendocrinopathy",
    "thrombosis": "dvt|deep vein thrombosis|deep venous thrombosis|pulmonary embolism|vte|venous"
    " thromboembolism|thromboembolism|portal vein thrombosis|lung embolism",
    "splenomegaly": "enlarged spleen|large spleen|hypersplenism",
}

_OPERATIONS: Phrases = {
    "right_hemicolectomy": "right colectomy|extended right hemicolectomy|hemicolectomy right|right"
    " sided hemicolectomy",
    "small_bowel_resection": "ileal resection|ileum resection|jejunal resection|small intestine"
    " resection|resection of small bowel|resection of ileum|segmental ileal resection|enterectomy"
    "|small bowel segment resection",
    "pancreatic_resection": "whipple|whipple procedure|whipple's procedure|pancreaticoduodenectomy"
    "|pancreatoduodenectomy|duodenopancreatectomy|pppd|pancreatectomy|distal pancreatectomy|total"
    " pancreatectomy|left pancreatectomy|pancreas resection|pancreatic enucleation|pancreatic tail"
    " resection",
    "liver_resection": "hepatectomy|hemihepatectomy|partial hepatectomy|liver metastasectomy"
    "|hepatic"
    " resection|resection of liver metastases|liver segmentectomy|right hepatectomy"
    "|left hepatectomy",
    "gastric_resection": "gastrectomy|partial gastrectomy|total gastrectomy|subtotal gastrectomy"
    "|distal gastrectomy|billroth|billroth i|billroth ii|sleeve gastrectomy|resection of stomach"
    "|stomach resection|antrectomy",
    "cholecystectomy": "laparoscopic cholecystectomy|open cholecystectomy|lap chole|lap"
    " cholecystectomy|gallbladder removal|gallbladder removed|removal of the gallbladder|gall"
    " bladder removal|gall bladder removed|cce",
    "bypass": "gastric bypass|roux-en-y|roux-en-y bypass|intestinal bypass|bypass surgery of bowel"
    "|gastroenterostomy|gastrojejunostomy",
}

_MOLECULAR: Phrases = {
    "MSI-H": "msi high|msih|microsatellite instability high|dmmr|mmr"
    " deficient|mismatch repair deficient|mismatch repair deficiency|mmr deficiency",
    "TMB-high": "tmb h|high tmb|tmbh|tumour mutational burden high|high tumour mutational burden",
    "BRAF_V600E": "v600e|braf v600e mutation|braf v600e mutated|p.v600e",
    "NTRK": "ntrk fusion|ntrk1 fusion|ntrk2 fusion|ntrk3 fusion|trk fusion|ntrk rearrangement",
    "RET": "ret fusion|ret mutation|ret rearrangement|ret alteration",
    "HER2": "her2 amplification|her2 positive|her2 amplified|erbb2|erbb2 amplification|her-2|her2"
    " mutation|her2neu",
    "MEN1_somatic": "somatic men1|somatic men1 mutation",
}

_CYP3A4: Phrases = {
    "strong_inhibitor": "strong cyp3a4 inhibitor|cyp3a4 strong inhibitor|strong inhibitor of cyp3a4"
    "|ketoconazole|itraconazole|posaconazole|voriconazole|clarithromycin|ritonavir|cobicistat"
    "|indinavir|nelfinavir|saquinavir|nefazodone|telithromycin|lopinavir|darunavir|atazanavir"
    "|paxlovid|nirmatrelvir|idelalisib|ceritinib|tucatinib",
    "moderate_inhibitor": "moderate cyp3a4 inhibitor|cyp3a4 moderate inhibitor"
    "|moderate inhibitor of"
    " cyp3a4|diltiazem|verapamil|erythromycin|fluconazole|ciprofloxacin|aprepitant|grapefruit"
    "|grapefruit juice|imatinib|dronedarone|crizotinib|isavuconazole|fosaprepitant",
    "strong_inducer": "strong cyp3a4 inducer|cyp3a4 strong inducer|strong inducer of cyp3a4"
    "|rifampicin|rifampin|carbamazepine|phenytoin|st john's wort|st. john's wort|hypericum"
    "|johanniskraut|enzalutamide|apalutamide|phenobarbital|primidone|mitotane",
}

_SYMPTOMS: Phrases = {
    "flush": "flushing|flushes|hot flush|facial flushing",
    "diarrhoea": "loose stools|watery stools|loose stool|frequent stools",
    "bronchospasm": "wheeze|wheezing|bronchial obstruction|bronchoconstriction",
    "hypoglycaemia": "low blood sugar|low glucose|hypoglycaemic episodes|hypoglycaemic attacks"
    "|whipple's triad",
    "ulcer": "peptic ulcer|ulcers|gastric ulcer|duodenal ulcer|ulcer disease|peptic ulcer disease",
    "pain": "abdominal pain|bone pain|back pain|epigastric pain|cramps",
    "weight_loss": "loss of weight|weight reduction|cachexia",
    "obstruction": "bowel obstruction|ileus|subileus|intestinal obstruction"
    "|gastric outlet obstruction",
    "jaundice": "icterus",
    "bleeding": "haemorrhage|gastrointestinal bleeding|gi bleeding|melaena|haematemesis|blood in"
    " stool|rectal bleeding",
    "other": "fatigue|nausea|vomiting|cough|dyspnoea|shortness of breath|palpitations|oedema|fever"
    "|rash|sweating|weakness|constipation|tiredness|heartburn|reflux|dizziness",
}

_COMPLICATIONS: Phrases = {
    "obstruction": "bowel obstruction|ileus|subileus|intestinal obstruction"
    "|stenosis with obstruction",
    "perforation": "perforated|bowel perforation",
    "bleeding": "haemorrhage|gastrointestinal bleeding|gi bleeding|bleed",
    "ischaemia": "bowel ischaemia|mesenteric ischaemia|intestinal ischaemia",
    "jaundice": "icterus|obstructive jaundice|biliary obstruction",
}

_ACUTE_EVENTS: Phrases = {
    **_COMPLICATIONS,
    "cholangitis": "acute cholangitis|ascending cholangitis|biliary sepsis|infected bile ducts",
    "cord_compression": "spinal cord compression|metastatic spinal cord compression|mscc"
    "|myelopathy|cauda equina|cauda equina syndrome",
    "airway_obstruction": "airway compromise|stridor|central airway obstruction|tracheal"
    " obstruction|upper airway obstruction",
    "haemoptysis": "massive haemoptysis|coughing up blood|pulmonary haemorrhage",
    "vena_cava_obstruction": "superior vena cava obstruction|svco|superior vena cava syndrome|svcs"
    "|vena cava syndrome|caval obstruction|upper inflow obstruction",
    "carcinoid_crisis": "crisis|carcinoid storm|hormonal crisis",
    "severe_hypoglycaemia": "hypoglycaemic coma|hypoglycaemic seizure|hypoglycaemic crisis",
    "adrenal_crisis": "addisonian crisis|acute adrenal insufficiency|acute adrenal failure",
    "cortisol_excess": "severe cortisol excess|severe hypercortisolism|severe cushing's syndrome"
    "|cushing's syndrome|cushing syndrome|hypercortisolism",
    "neutropenic_sepsis": "febrile neutropenia|neutropenic fever",
    "severe_hypercalcaemia": "hypercalcaemic crisis|hypercalcaemia|malignant hypercalcaemia",
}

_CONFOUNDERS: Phrases = {
    "PPI": "proton pump inhibitor|proton-pump inhibitors|ppis|omeprazole|pantoprazole|esomeprazole"
    "|lansoprazole|rabeprazole",
    "H2_blocker": "h2 antagonist|h2 receptor antagonist|ranitidine|famotidine|cimetidine"
    "|h2 blockers",
    "renal_impairment": "ckd|chronic kidney disease|renal failure|renal insufficiency"
    "|kidney failure"
    "|dialysis",
    "CAG": "chronic atrophic gastritis|atrophic gastritis|autoimmune gastritis",
    "cirrhosis": "liver cirrhosis",
    "heart_failure": "cardiac failure|chf",
    "inflammation": "inflammatory disease|infection|inflammatory bowel disease|ibd",
}

_BILE_DUCTS: Phrases = {
    "intact": "normal|papilla intact|native papilla",
    "sphincterotomy": "papillotomy|est|endoscopic sphincterotomy",
    "stent": "biliary stent|bile duct stent|stented",
    "bilio_enteric_anastomosis": "biliodigestive anastomosis|bilioenteric anastomosis"
    "|hepaticojejunostomy|choledochojejunostomy|bda",
    "dilated_ducts": "dilated bile ducts|duct dilatation|dilated duct|bile duct dilatation",
}

_PROCEDURES: Phrases = {
    "surgery_abdominal": "abdominal surgery|abdominal operation|laparotomy|laparoscopy|resection of"
    " the primary|bowel resection|small bowel resection|cholecystectomy|pancreatic resection"
    "|right hemicolectomy|hemicolectomy|whipple|whipple procedure|pancreatoduodenectomy"
    "|pancreaticoduodenectomy|distal pancreatectomy|gastrectomy|enucleation|tumour enucleation"
    "|pancreatic enucleation|enucleation of the insulinoma|insulinoma enucleation"
    "|central pancreatectomy|left pancreatectomy",
    "splenectomy": "removal of the spleen|distal pancreatectomy with splenectomy"
    "|distal pancreatectomy and splenectomy|distal splenopancreatectomy|splenopancreatectomy",
    "surgery_other": "other surgery|other operation|valve surgery|heart surgery|thoracic surgery"
    "|lung resection|lung lobectomy|pulmonary lobectomy|dental surgery",
    "liver_resection": "hepatectomy|resection of liver metastases|hemihepatectomy|liver lobectomy"
    "|hepatic lobectomy|liver segmentectomy|lobectomy of the liver|liver surgery",
    "ablation": "rfa|mwa|radiofrequency ablation|microwave ablation|liver ablation"
    "|thermal ablation",
    "embolisation": "tae|tace|deb-tace|deb tace|chemoembolisation|liver embolisation|transarterial"
    " embolisation|transarterial chemoembolisation|embolisation of the liver"
    "|embolisation of liver metastases",
    "SIRT": "radioembolisation|y90 radioembolisation|tare",
    "endoscopy": "gastroscopy|colonoscopy|eus|ercp|endoscopic ultrasound|endoscopic resection"
    "|bronchoscopy|enteroscopy",
    "biopsy_liver": "liver biopsy|biopsy of the liver|biopsy of liver|hepatic biopsy"
    "|biopsy of liver"
    " metastasis|biopsy of a liver metastasis",
    "biopsy_other": "other biopsy|lymph node biopsy",
    "PRRT": "peptide receptor radionuclide therapy|lutathera|177lu-dotatate|lutetium",
    "anaesthesia": "general anaesthesia|anaesthetic|sedation",
    "liver_transplantation": "liver transplant|transplantation of the liver",
}

_APPROVED: Phrases = {
    "lutetium_dotatate": "177lu-dotatate|lutathera|lutetium oxodotreotide|177lu-oxodotreotide",
    "surufatinib": "sulanda",
    "cabozantinib": "cabometyx",
    "belzutifan": "welireg",
    "everolimus": "afinitor|votubia",
    "sunitinib": "sutent",
    "telotristat": "xermelo",
}

# Rows of the therapy file (04), by what they are called in records; the first is what they are
# called in questions.
_THERAPIES: Phrases = {
    "T01": "octreotide LAR|sandostatin LAR|sandostatin LAR depot|long-acting octreotide|octreotide"
    " long-acting|octreotide depot",
    "T02": "lanreotide|lanreotide autogel|lanreotide depot|somatuline|somatuline autogel"
    "|somatuline depot",
    "T03": "short-acting octreotide|octreotide sc|octreotide s.c.|subcutaneous octreotide"
    "|octreotide"
    " short acting|octreotide subcutaneous|octreotide daily|sandostatin sc",
    "T04": "perioperative octreotide|octreotide infusion|octreotide iv|octreotide i.v."
    "|octreotide perioperative prophylaxis",
    "T05": "high-dose lanreotide|high-dose octreotide|above-label ssa|above-label somatostatin"
    " analogue|high dose somatostatin analogue|dose-escalated ssa",
    "T06": "pasireotide|pasireotide lar|signifor",
    "T07": "telotristat|telotristat ethyl|xermelo",
    "T08": "interferon|interferon alfa|interferon alfa-2b|interferon alpha|peginterferon|intron a"
    "|pegintron",
    "T20": "PRRT with 177Lu-DOTATATE|prrt|177lu-dotatate|lu-177 dotatate|177lu dotatate|lutathera"
    "|lutetium dotatate|177lu-oxodotreotide|lutetium oxodotreotide|peptide receptor radionuclide"
    " therapy|177lu-prrt|lu-dotatate|177lu-dota-tate",
    "T21": "177Lu-edotreotide|edotreotide|itm-11|177lu-dotatoc|lu-177 edotreotide",
    "T22": "PRRT re-treatment|repeat prrt|salvage prrt|prrt retreatment|second prrt",
    "T23": "neoadjuvant PRRT",
    "T30": "everolimus|afinitor|rad001",
    "T31": "sunitinib|sutent",
    "T32": "cabozantinib|cabometyx|cometriq",
    "T33": "surufatinib|sulanda",
    "T34": "belzutifan|welireg",
    "T40": "CAPTEM|capecitabine temozolomide|capecitabine and temozolomide|temozolomide and"
    " capecitabine|temozolomide capecitabine|capecitabine + temozolomide|xeloda temodal",
    "T41": "temozolomide|temozolomide alone|temodal|temodar|temozolomide monotherapy|tmz",
    "T42": "streptozocin and 5-FU|streptozocin|streptozocin 5-fu|streptozocin + 5-fu"
    "|streptozotocin 5-fu|stz/5-fu|stz 5fu|streptozocin fluorouracil|streptozotocin|streptozotocin"
    " and 5-fu|stz-5fu|zanosar",
    "T43": "FOLFOX|folfox4|folfox6|mfolfox6|5-fu oxaliplatin|fluorouracil oxaliplatin|capox|xelox",
    "T44": "cisplatin and etoposide|cisplatin etoposide|cisplatin + etoposide|cis/eto"
    "|cisplatin/vp-16|cisplatin-etoposide|etoposide cisplatin|etoposide and cisplatin",
    "T45": "carboplatin and etoposide|carboplatin etoposide|carboplatin + etoposide|carbo/eto"
    "|carboplatin-etoposide|etoposide carboplatin|etoposide and carboplatin",
    "T46": "cisplatin and irinotecan|cisplatin irinotecan|irinotecan cisplatin|cisplatin +"
    " irinotecan",
    "T47": "FOLFIRI|irinotecan 5-fu|irinotecan fluorouracil",
    "T50": "bland embolisation|tae|transarterial embolisation|liver embolisation bland|bland tae"
    "|liver tae|tae of the liver|tae of liver metastases",
    "T51": "TACE|chemoembolisation|transarterial chemoembolisation|ctace|liver tace|tace of the"
    " liver|tace of liver metastases",
    "T52": "DEB-TACE|debtace|drug-eluting bead tace|drug-eluting beads",
    "T53": "SIRT|radioembolisation|tare|y-90 radioembolisation|sirt of the liver|sirt of liver"
    " metastases|radioembolisation of liver metastases|selective internal radiotherapy|selective"
    " internal radiation therapy",
    "T54": "ablation of liver metastases|rfa|mwa|radiofrequency ablation|microwave ablation|liver"
    " ablation|thermal ablation|liver rfa|rfa of the liver|rfa of liver metastases|liver mwa|mwa of"
    " liver metastases",
    "T55": "liver resection|hepatectomy|hemihepatectomy|liver metastasectomy|resection of liver"
    " metastases|hepatic resection|liver lobectomy|hepatic lobectomy|liver segmentectomy|lobectomy"
    " of the liver|lobectomy of liver|right hepatectomy|left hepatectomy|liver surgery",
    "T56": "liver transplantation|liver transplant",
    "T57": "external beam radiotherapy|radiotherapy|stereotactic radiotherapy|sbrt|ebrt|palliative"
    " radiotherapy|radiation|radiation therapy|irradiation|radiotherapy of bone metastases",
    # Supportive treatment, by the drugs that are recorded.
    "T63": "diazoxide|proglycem",
    "T64": "proton pump inhibitor|ppi|omeprazole|pantoprazole|esomeprazole|lansoprazole",
    "T66": "cortisol control|metyrapone|ketoconazole|osilodrostat|mifepristone|mitotane|etomidate",
    "T67": "valve surgery|valve replacement|tricuspid valve replacement",
    "T68": "pancreatic enzymes|pancreatin|creon|cholestyramine|colestyramine|bile acid binder",
    "T69": "nicotinamide|niacin|vitamin b3",
}

_REMOVALS = (
    "right hemicolectomy|hemicolectomy|left hemicolectomy|small bowel resection|ileal resection"
    "|pancreatectomy|distal pancreatectomy|whipple|pancreaticoduodenectomy|pancreatoduodenectomy"
    "|enucleation|appendicectomy|appendectomy|gastrectomy|lung lobectomy|pulmonary lobectomy"
    "|bilobectomy|pneumonectomy"
    "|sleeve"
    " lobectomy|segmentectomy lung|endoscopic resection|endoscopic mucosal resection|emr|esd"
    "|endoscopic submucosal"
    " dissection|polypectomy|resection of the primary|primary resection|resection of primary tumour"
    "|thymectomy|rectal resection|anterior resection|transanal excision|cholecystectomy"
    "|lymphadenectomy|splenectomy|biliary stent|stoma"
    # Nothing given against the tumour.
    "|observation|watchful waiting|watch and wait|active surveillance|surveillance|wait and see"
    "|best supportive care|loperamide|denosumab|zoledronic acid|bisphosphonates"
)

# What a word is called in a question, where it is a code.
CALLED: Mapping[str, str] = {row: phrases.partition("|")[0] for row, phrases in _THERAPIES.items()}

_WISHES: Phrases = {
    "declines_surgery": "refuses surgery|declined surgery|refused surgery|surgery declined"
    "|surgery refused|refusal of surgery|declines operation|refuses operation"
    "|does not want surgery",
    "declines_chemotherapy": "refuses chemotherapy|declined chemotherapy|refused chemotherapy"
    "|chemotherapy declined|chemotherapy refused|refusal of chemotherapy"
    "|does not want chemotherapy",
    "declines_radionuclides": "declines prrt|refuses prrt|declined prrt|refused prrt"
    "|refuses radionuclides|declined radionuclides|declines radioligand therapy",
    "declines_hospital": "refuses hospital|declines admission|refuses admission"
    "|declines hospitalisation|wants to stay at home",
    "prefers_surveillance": "prefers observation|prefers watchful waiting|wants surveillance"
    "|prefers watch and wait|prefers active surveillance",
    "fertility": "wish to have children|wants children|fertility preservation|family planning",
    "work": "wants to work|keeps working|return to work",
}

# Stains, whose results are said in the same words.
_STAINS = tuple(
    f"ihc_{stain}"
    for stain in (
        *("synaptophysin", "cga", "insm1", "ttf1", "cdx2", "isl1", "pax6", "sstr2", "sstr5"),
        *("cd56", "nse", "serotonin", "acth", "pax8", "satb2"),
    )
)
_STAIN_WORDS: Phrases = {
    "positive": "pos|+|++|+++|strongly positive|diffusely positive|diffuse|strong|expressed"
    "|weakly positive|weak|moderately positive",
    "negative": "neg|not expressed|absent|lost",
    "focal": "focally positive|focal positive|patchy|partly positive|scattered|single cells",
}

NAMES: Mapping[str, Phrases] = {
    "metastasis_sites": _SITES_OF_METASTASES,
    "allergies": _ALLERGIES,
    "comorbidities": _COMORBIDITIES,
    "wishes": _WISHES,
    "prior_abdominal_surgery": _OPERATIONS,
    "molecular": _MOLECULAR,
    "cyp3a4_drugs": _CYP3A4,
    "other_tumours": {
        "another_NET": "second net|another net|second neuroendocrine tumour|two primaries"
        "|multiple primaries|second primary net|synchronous net",
        "active_cancer": "second cancer|second primary|synchronous cancer|other active cancer"
        "|concurrent cancer",
        "earlier_cancer": "previous cancer|previous malignancy|history of cancer|prior malignancy"
        "|prior cancer|earlier malignancy|treated cancer|cured cancer",
    },
    "symptoms": _SYMPTOMS,
    "primary_complication": _COMPLICATIONS,
    "acute_events": _ACUTE_EVENTS,
    "acute_events_over": _ACUTE_EVENTS,
    "cga_confounders": _CONFOUNDERS,
    "biliary_status": _BILE_DUCTS,
    "planned_procedure": _PROCEDURES,
    "approval_flags": _APPROVED,
    "therapy": _THERAPIES,
    # Words without a count: multifocal, bilobar alone too, which tells no pattern (Z05).
    "liver_distribution": {
        "multifocal": "multiple|bilobar|extensive|numerous|both lobes|multiple lesions",
        "diffuse": "disseminated|diffuse disease",
        "unilobar": "single lobe|one lobe",
    },
    # Choices: of one word. The part of the organ is kept beside it, see `KEPT_BESIDE`.
    "primary_site": {
        "stomach": "gastric|gastric body|gastric antrum|cardia|gastric corpus|gastric fundus",
        "duodenum": "duodenal|duodenal bulb",
        "ampulla": "ampullary|ampulla of vater|ampulla vateri|papilla|papilla of vater|papilla"
        " vateri|major papilla|minor papilla",
        "jejunum_ileum": "jejunum|ileum|jejunal|ileal|terminal ileum|distal ileum|proximal ileum"
        "|small bowel|small intestine|si-net|jejunum/ileum|jejuno-ileum"
        "|meckel's diverticulum",
        "appendix": "vermiform appendix|appendiceal|appendix vermiformis|appendix tip"
        "|appendix base",
        "colon": "caecum|caecal|ascending colon|transverse colon|descending colon|sigmoid|sigmoid"
        " colon|hepatic flexure|splenic flexure|colonic|right colon|left colon|colon ascendens"
        "|colon"
        " transversum|colon descendens|ileocaecal valve",
        "rectum": "rectal|lower rectum|upper rectum|mid rectum|middle rectum",
        "pancreas": "pancreatic|pancreatic head|pancreatic body|pancreatic tail"
        "|head of the pancreas"
        "|body of the pancreas|tail of the pancreas|head of pancreas|tail of pancreas|body of"
        " pancreas|pancreas head|pancreas body|pancreas tail|uncinate process|caput pancreatis"
        "|cauda pancreatis",
        "lung": "lungs|bronchus|bronchial|pulmonary|bronchopulmonary|main bronchus|right upper lobe"
        "|right middle lobe|right lower lobe|left upper lobe|left lower lobe",
        "thymus": "thymic",
        "oesophagus": "esophagus|oesophageal|esophageal|gullet|upper oesophagus|middle oesophagus"
        "|lower oesophagus|distal oesophagus|proximal oesophagus|distal esophagus"
        "|proximal esophagus",
        "liver": "hepatic|primary hepatic|primary liver|liver primary|right liver lobe"
        "|left liver lobe",
        "gallbladder": "gall bladder|gall-bladder|cystic duct|gallbladder fundus",
        "bile_duct": "biliary|bile ducts|biliary tract|common bile duct|choledochus|cbd"
        "|common hepatic duct|hepatic duct|extrahepatic bile duct|extrahepatic bile ducts"
        "|distal bile duct|perihilar bile duct|hilar bile duct|intrahepatic bile duct"
        "|intrahepatic bile ducts|ductus choledochus|ductus hepaticus",
        "anus": "anal|anal canal|anal margin|anal verge",
        "ovary": "ovarian|ovaries|right ovary|left ovary",
        "breast": "mammary|mamma|right breast|left breast",
        "kidney": "renal|right kidney|left kidney|renal pelvis",
        "skin": "cutaneous|merkel cell|merkel cell carcinoma|merkel-cell carcinoma|merkel",
        "paraganglioma": "paraganglia|phaeochromocytoma|pheochromocytoma|adrenal medulla"
        "|carotid body|glomus caroticum|glomus jugulare|glomus tympanicum|ppgl"
        "|organ of zuckerkandl",
        "other": "prostate|bladder|urinary bladder|cervix|larynx|thyroid|testis|mediastinum"
        "|adrenal",
        "unknown": "unknown primary|primary unknown|cup|cancer of unknown primary|occult primary"
        "|not known|not found|cup-net",
    },
    "syndrome": {
        "carcinoid": "carcinoid syndrome|classic carcinoid syndrome|typical carcinoid syndrome"
        "|atypical carcinoid syndrome",
        "insulinoma": "insulinoma syndrome|endogenous hyperinsulinism|hyperinsulinism"
        "|organic hyperinsulinism|hyperinsulinaemic hypoglycaemia",
        "gastrinoma": "zollinger-ellison|zollinger-ellison syndrome|zollinger ellison|zes",
        "glucagonoma": "glucagonoma syndrome",
        "VIPoma": "vip|vipoma syndrome|verner-morrison|verner-morrison syndrome|wdha"
        "|wdha syndrome|wdhha|pancreatic cholera",
        "somatostatinoma": "somatostatinoma syndrome",
        "ACTH": "cushing|cushing's|cushing syndrome|cushing's syndrome|ectopic cushing"
        "|ectopic cushing syndrome|ectopic cushing's syndrome|ectopic acth|ectopic acth syndrome"
        "|ectopic acth secretion|paraneoplastic cushing syndrome|acthoma",
        "PTHrP": "pthrpoma|pthrp-oma|pth-related peptide|parathyroid hormone-related peptide"
        "|parathyroid hormone related protein",
        "none": "non-functional|non functional|nonfunctional|non-functioning|nonfunctioning"
        "|not functional|not functioning|no syndrome|no hormonal syndrome|no hormone syndrome",
    },
    # Germline findings by gene and by name. The gene is kept beside it, see `KEPT_BESIDE`.
    "hereditary": {
        "MEN1": "men type 1|men i|men-1|multiple endocrine neoplasia type 1"
        "|multiple endocrine neoplasia 1|multiple endocrine neoplasia type i|wermer"
        "|wermer syndrome|wermer's syndrome",
        "MEN2": "men2a|men2b|men 2a|men 2b|men type 2|men type 2a|men type 2b|men ii|men iia"
        "|men iib|men3|multiple endocrine neoplasia type 2|multiple endocrine neoplasia type 2a"
        "|multiple endocrine neoplasia type 2b|sipple|sipple syndrome|ret",
        "VHL": "von hippel-lindau|von hippel lindau|von hippel-lindau disease"
        "|von hippel-lindau syndrome|vhl disease|vhl syndrome",
        "NF1": "neurofibromatosis 1|neurofibromatosis type 1|nf type 1|von recklinghausen"
        "|recklinghausen|von recklinghausen disease|recklinghausen's disease",
        "TSC": "tuberous sclerosis|tuberous sclerosis complex|tsc1|tsc2|tsc1/2",
        "CDKN1B": "men4|men 4|men type 4|multiple endocrine neoplasia type 4|p27",
        "SDHx": "sdh|sdha|sdhb|sdhc|sdhd|sdhaf2|sdh-x|succinate dehydrogenase"
        "|sdh deficiency|hereditary paraganglioma|familial paraganglioma"
        "|hereditary paraganglioma syndrome|hereditary paraganglioma/phaeochromocytoma"
        "|hereditary paraganglioma-phaeochromocytoma syndrome"
        "|hereditary paraganglioma-pheochromocytoma syndrome|hereditary phaeochromocytoma"
        "|hereditary ppgl|hppgl|pgl1|pgl2|pgl3|pgl4|pgl5|carney-stratakis"
        "|carney-stratakis syndrome|carney-stratakis dyad",
        "other": "lynch|lynch syndrome|hnpcc|brca|brca1|brca2|mutyh|fap"
        "|familial adenomatous polyposis|cowden|cowden syndrome|pten hamartoma tumour syndrome"
        "|li-fraumeni|li-fraumeni syndrome"
        "|carney complex|nf2|neurofibromatosis 2|neurofibromatosis type 2|peutz-jeghers"
        "|peutz-jeghers syndrome",
        "none": "no germline variant|no pathogenic variant|no pathogenic germline variant"
        "|no hereditary syndrome|no inherited syndrome",
    },
    "histology_family": {
        "paraganglioma": "phaeochromocytoma|pheochromocytoma|ppgl|paraganglioma/phaeochromocytoma",
    },
    # As pathologists report it, in words of WHO 2010 to 2022 [R].
    "reported_grade": {
        "G1": "grade 1|grade one|grade i|net g1|net grade 1|who g1|who grade 1",
        "G2": "grade 2|grade two|grade ii|net g2|net grade 2|who g2|who grade 2",
        "G3": "grade 3|grade three|grade iii|net g3|net grade 3|who g3|who grade 3",
        "NEC": "nec g3|small-cell nec|large-cell nec|sclc|lcnec|small-cell neuroendocrine carcinoma"
        "|large-cell neuroendocrine carcinoma|poorly differentiated neuroendocrine carcinoma",
        "typical": "typical carcinoid|tc|typical bronchial carcinoid|typical lung carcinoid",
        "atypical": "atypical carcinoid|ac|atypical bronchial carcinoid|atypical lung carcinoid",
    },
    "pregnancy_status": {
        "pregnant": "gravid|gravida|first trimester|second trimester|third trimester"
        "|1st trimester|2nd trimester|3rd trimester|pregnant first trimester"
        "|pregnant second trimester|pregnant third trimester|early pregnancy",
        "not_pregnant": "pregnancy excluded|pregnancy test negative|negative pregnancy test",
        "not_applicable": "postmenopausal|menopause|hysterectomy|sterilised|male",
    },
    "sex_at_birth": {"male": "m|man|masculine|boy", "female": "f|w|woman|feminine|girl"},
    "extent": {
        "localized": "local|localised disease|localized disease|confined to the organ",
        "regional": "locoregional|loco-regional|regional disease",
        "liver_only": "liver metastases only|only liver|hepatic only",
        "beyond_liver": "extrahepatic|extrahepatic metastases|beyond the liver",
    },
    "margin": {
        "R0": "clear|clear margins|negative|free|free margins|in sano|complete|complete resection",
        "R1": "microscopically positive|microscopic residual",
        "R2": "macroscopically positive|macroscopic residual|gross residual",
        "not_resected": "no resection|not operated",
    },
    "echocardiography": {
        "normal": "unremarkable|no carcinoid heart disease|no chd|no valve disease|no hedinger"
        "|no heart disease",
        "CHD_mild": "mild|mild carcinoid heart disease|mild chd|mild hedinger",
        "CHD_severe": "severe|severe carcinoid heart disease|severe chd|severe hedinger"
        "|severe tricuspid regurgitation",
    },
    **dict.fromkeys(_STAINS, _STAIN_WORDS),
    "sstr_result": {"positive": "pos|+|avid", "negative": "neg|not avid"},
    "fdg_result": {"positive": "pos|+|avid", "negative": "neg|not avid"},
    "modality": {
        "CT": "computed tomography|ct scan|ct chest abdomen pelvis|ct thorax abdomen|ct abdomen|ct"
        " chest|cect|contrast-enhanced ct",
        "MRI": "mr|mri scan|magnetic resonance imaging|liver mri|mri liver|mri abdomen",
        "both": "ct and mri|ct + mri|mri and ct",
        "68Ga-DOTATATE": "ga-68 dotatate|dotatate pet|dotatate|68ga dotatate pet/ct|68ga-dotatate"
        " pet/ct|68ga-dotatate pet-ct|dotatate pet/ct|netspot",
        "68Ga-DOTATOC": "ga-68 dotatoc|dotatoc pet|dotatoc|68ga-dotatoc pet/ct|dotatoc pet/ct"
        "|somakit|68ga-edotreotide",
        "68Ga-DOTANOC": "ga-68 dotanoc|dotanoc pet|dotanoc|68ga-dotanoc pet/ct|dotanoc pet/ct",
        "64Cu-DOTATATE": "cu-64 dotatate|64cu dotatate pet|detectnet|64cu-dotatate pet/ct",
        "111In-pentetreotide": "octreoscan|octreo-scan|octreotide scintigram|octreotide scan"
        "|octreotide scintigraphy|in-111"
        " pentetreotide|111in-octreotide",
        "99mTc": "tc-99m|tektrotyd|tektrotyd scan|99mtc-hynic-toc|hynic-toc|99mtc-octreotide"
        "|99mtc-edda/hynic-toc|99mtc-tektrotyd",
        "SSTR_PET": "sstr pet|sstr pet/ct|sstr-pet|sstr-pet/ct|somatostatin receptor pet"
        "|somatostatin receptor pet/ct|gallium pet|gallium-68 pet|ga-68 pet|ga-68 pet/ct|68ga pet"
        "|68ga-pet/ct|dota pet|dota-pet/ct|dota peptide pet|68ga-sstr pet/ct",
        "SSTR_scintigraphy": "somatostatin receptor scintigraphy|srs|sstr scintigraphy"
        "|receptor scintigraphy",
        "SSTR_unnamed": "sstr imaging|somatostatin receptor imaging|receptor imaging|sstr scan",
        "68Ga-exendin": "exendin|exendin-4|exendin pet|exendin pet/ct|68ga-exendin-4|ga-68 exendin"
        "|glp-1r imaging|glp1r pet|glp-1 receptor pet|glp-1 receptor imaging|111in-exendin"
        "|68ga-nodaga-exendin-4",
        "18F-DOPA": "dopa|dopa pet|f-dopa|f-18 dopa|fdopa|18f-fdopa|fluorodopa|18f-dopa pet/ct",
        "123I-MIBG": "mibg|mibg scan|mibg scintigraphy|131i-mibg|i-123 mibg",
        "18F-FDG": "fdg|fdg pet|fdg-pet|fdg pet/ct|f-18 fdg|18f-fdg pet/ct|fdg-pet/ct",
        "echocardiogram": "echo|echocardiography|tte|transthoracic echocardiography",
        "EUS": "endoscopic ultrasound|endosonography",
        "endoscopy": "gastroscopy|colonoscopy|ogd|egd|enteroscopy|bronchoscopy",
        "ultrasound": "us|sonography|abdominal ultrasound|uss",
        "brain_MRI": "mri brain|cranial mri|mri head|cmri|brain mr",
        "bone_scan": "bone scintigraphy|skeletal scintigraphy|bone scan",
    },
}

# What leaves open which of several words it is; nothing else is meant.
ONE_OF: Mapping[str, Mapping[str, str]] = {
    # The degree is not said.
    "echocardiography": {
        "chd|carcinoid heart disease|carcinoid heart|hedinger|hedinger syndrome|valve disease"
        "|tricuspid regurgitation|moderate|moderate carcinoid heart disease|moderate chd": (
            "CHD_mild CHD_severe"
        ),
    },
    "n_category": {"n+|cn+|pn+|node positive|nodes positive": "N1 N1a N1b N2 N3"},
    # A close margin is no R1: how close says the report [E].
    "margin": {
        "positive|involved|not clear|incomplete|not in sano": "R1 R2",
        "close|close margin|narrow|narrow margin|negative but close": "R0 R1",
    },
    "extent": {
        "metastatic|metastasised|metastatic disease|distant metastases|metastases|m1|stage iv"
        "|stage 4|disseminated|generalised": "liver_only beyond_liver",
        "not metastatic|non-metastatic|no metastases|no distant metastases|m0|locally advanced": (
            "localized regional"
        ),
    },
    "reported_grade": {
        "low|low grade|low-grade|low to intermediate grade|g1 2|g1 g2|grade 1 2|grade i ii"
        "|well differentiated|well differentiated net": "G1 G2",
        "intermediate|intermediate grade|moderate grade|moderately differentiated": "G2 atypical",
        "high|high grade|high-grade|poorly differentiated|undifferentiated": "G3 NEC",
        "g2 3|g2 g3|grade 2 3|grade ii iii": "G2 G3",
        "carcinoid|carcinoid tumour|bronchial carcinoid|lung carcinoid": "typical atypical",
        "neuroendocrine carcinoma|well differentiated neuroendocrine carcinoma": "NEC G1 G2",
    },
    "allergies": {
        "contrast|contrast medium|contrast media|contrast agent|contrast dye|dye|radiological"
        " contrast": "iodinated_contrast gadolinium",
        "iodine|iodide": "iodinated_contrast",
        "sirolimus|rapamycin|temsirolimus|rapamycin derivative|torisel|rapamune": "everolimus",
        "tki|tyrosine kinase inhibitor|vegf inhibitor|vegfr inhibitor": "sunitinib cabozantinib"
        " surufatinib",
        "fluoropyrimidine|fluoropyrimidines": "capecitabine fluorouracil",
        "captem": "capecitabine temozolomide",
        "folfox": "fluorouracil oxaliplatin platinum",
        "folfirinox": "fluorouracil irinotecan oxaliplatin platinum",
        "capox|xelox": "capecitabine fluorouracil oxaliplatin platinum",
        "polysorbate|polysorbate 80|tween 80": "etoposide",
        "lipiodol|ethiodol|ethiodized oil|iodised oil|iodised poppy seed oil": "iodinated_contrast",
        "folfiri": "fluorouracil irinotecan",
        "chemotherapy|chemo|cytostatics"
        "|cytotoxics": "capecitabine fluorouracil temozolomide dacarbazine"
        " streptozocin platinum cisplatin carboplatin oxaliplatin etoposide irinotecan",
        "lutathera|prrt|177lu-dotatate|lutetium|lutetium dotatate|dotatate|dotatoc": (
            "amino_acid_infusion somatostatin_analogue"
        ),
    },
    "comorbidities": {
        "lung disease|pulmonary disease|chronic lung disease": "interstitial_lung_disease",
        "heart disease|cardiac disease|cardiomyopathy": "coronary_artery_disease heart_failure",
        "valvular heart disease|valve disease|carcinoid heart disease|carcinoid heart"
        "|right heart failure signs": "heart_failure",
        "hypothyroidism|hyperthyroidism|thyroiditis|thyroid disease": "autoimmune_disease",
        "bipolar disorder|burnout|adjustment disorder|suicide attempt|suicidality": "depression",
        "liver disease|chronic liver disease|hepatopathy": "cirrhosis",
        "cancer|tumour": "prior_malignancy",
        "psychiatric disease|psychiatric disorder|mental illness": "depression",
        "embolism": "thrombosis stroke",
        "transplant|organ transplant": "renal_impairment",
    },
    "other_tumours": {
        "breast cancer|prostate cancer|colorectal cancer|colon cancer|rectal cancer|lung cancer"
        "|melanoma|lymphoma|leukaemia|bladder cancer|renal cell carcinoma|thyroid cancer"
        "|adenocarcinoma|cancer|other cancer|malignancy|second malignancy|second tumour": (
            "active_cancer earlier_cancer"
        ),
    },
    "metastasis_sites": {
        # Regional for one primary, distant for another.
        "nodes|lymph nodes|lymph node|node|ln|nodal|lymphatic|mediastinal nodes|mediastinal lymph"
        " nodes|supraclavicular nodes|supraclavicular lymph nodes|cervical nodes|cervical lymph"
        " nodes|retroperitoneal nodes|retroperitoneal lymph nodes|para-aortic nodes|para-aortic"
        f" lymph nodes|virchow node|{MESENTERIC_NODES}|{MESENTERIC_MASS}": (
            "nodes_regional nodes_distant"
        ),
    },
    "primary_site": {
        "midgut": "jejunum_ileum appendix colon",
        "foregut": "stomach duodenum pancreas lung thymus",
        "hindgut": "colon rectum",
        "bowel|intestine|gut|intestinal": "duodenum jejunum_ileum appendix colon rectum",
        "large bowel|large intestine|colorectal|colorectum": "colon rectum",
        "gi tract|gi|git|gastrointestinal|gastrointestinal tract|digestive tract|gep|gep-net"
        "|gastroenteropancreatic": "stomach duodenum ampulla jejunum_ileum appendix colon rectum"
        " pancreas",
        "thorax|thoracic|chest": "lung thymus",
    },
    # What stands for a syndrome by its symptom or hormone names none for certain.
    "syndrome": {
        "serotonin|serotonin-producing|serotonin producing|flush|flushing|5-hiaa|diarrhoea"
        "|carcinoid heart disease|carcinoid crisis": "carcinoid other",
        "hypoglycaemia|hyperinsulinaemia|insulin|proinsulin|nesidioblastosis": "insulinoma other",
        "gastrin|hypergastrinaemia|ulcer|ulcers|peptic ulcer": "gastrinoma other",
        "glucagon|necrolytic migratory erythema|nme": "glucagonoma other",
        "watery diarrhoea|hypokalaemia": "VIPoma carcinoid ACTH other",
        "somatostatin": "somatostatinoma other",
        "hypercortisolism|cortisol|cortisol excess|crh|ectopic crh|cushing's disease"
        "|cushing disease": "ACTH other",
        "hypercalcaemia|hypercalcemia|pth": "PTHrP other",
    },
    # A family of syndromes, and what is not the name of one.
    "hereditary": {
        "men|multiple endocrine neoplasia": "MEN1 MEN2 CDKN1B",
        "nf|neurofibromatosis": "NF1 other",
        "carney|carney triad": "SDHx other",
    },
    "prior_abdominal_surgery": {
        "bowel resection|intestinal resection|ileocaecal resection|ileocolic resection": (
            "right_hemicolectomy small_bowel_resection"
        ),
        "hemicolectomy|colectomy|total colectomy|subtotal colectomy|colon resection": (
            "right_hemicolectomy"
        ),
        "bariatric surgery": "bypass gastric_resection",
        "liver transplantation|liver transplant": "liver_resection cholecystectomy",
        "liver surgery": "liver_resection",
        "pancreatic surgery|pancreas surgery": "pancreatic_resection",
        "gallbladder surgery|biliary surgery|gall bladder surgery": "cholecystectomy",
        "stomach surgery|gastric surgery": "gastric_resection bypass",
    },
    "planned_procedure": {
        "y90|90y|yttrium-90": "SIRT PRRT",
        "lobectomy|segmentectomy|right lobectomy|left lobectomy": "surgery_other liver_resection",
        "biopsy|biopsies": "biopsy_other biopsy_liver",
        "surgery|operation|resection": "surgery_abdominal surgery_other liver_resection",
    },
    "symptoms": {"cholestasis": "jaundice"},
    "biliary_status": {"cholestasis": "dilated_ducts"},
    "molecular": {
        "braf|braf mutation|braf mutated": "BRAF_V600E",
        "tmb": "TMB-high",
        "men1|men1 mutation": "MEN1_somatic",
        "msi|microsatellite instability": "MSI-H",
    },
    "therapy": {
        "long-acting analogue|long acting analogue|analogue|analogues|long-acting ssa|depot ssa"
        "|depot analogue|monthly analogue|somatostatin|srl|srls"
        "|somatostatin analogue|somatostatin analog|ssa|ssas|long-acting somatostatin analogue"
        "|somatostatin analogue therapy|somatostatin receptor ligand": "T01 T02 T05",
        "radioligand|radioligand therapy|radionuclide therapy|prrt with 177lu|90y-prrt"
        "|90y-dotatoc|y-90 dotatoc|radiopeptide therapy": "T20 T21 T22 T23",
        "tki|tyrosine kinase inhibitor": "T31 T32 T33",
        "mtor inhibitor": "T30",
        "octreotide|sandostatin": "T01 T03",
        "y90|90y|yttrium-90|yttrium": "T20 T22 T23 T53",
        "folfirinox": "T43 T47",
        "liver radiotherapy|liver radiation|liver irradiation|internal radiotherapy": "T53 T57",
        "surgery|tumour resection|lobectomy|segmentectomy": "T55",
        "chemotherapy|chemo|cytotoxic chemotherapy|systemic chemotherapy|polychemotherapy"
        "|palliative chemotherapy": ("T40 T41 T42 T43 T44 T45 T46 T47"),
        "platinum etoposide|platinum|platinum-based chemotherapy|platinum and etoposide"
        "|platinum/etoposide|etoposide|ep": "T44 T45",
        "temozolomide-based|temozolomide-based chemotherapy": "T40 T41",
        "capecitabine": "T40 T43",
        "oxaliplatin|5-fu|fluorouracil": "T42 T43 T47",
        "cisplatin": "T44 T46",
        "carboplatin": "T45",
        "irinotecan": "T46 T47",
        "embolisation|liver embolisation|arterial embolisation|repeated embolisation"
        "|several embolisations|transarterial therapy|liver-directed therapy"
        "|hepatic artery"
        " embolisation|hae": "T50 T51 T52 T53",
        "ablation": "T54",
        "targeted therapy": "T30 T31 T32 T33 T34",
    },
}

# What is certain of any other word: whatever a margin is called, something was resected.
AT_LEAST: Mapping[str, tuple[str, ...]] = {"margin": ("R0", "R1", "R2")}

# What is on record often, and concerns no rule that reads the list.
NO_CONCERN: Mapping[str, str] = {
    "allergies": (
        "penicillin|penicillins|penicillin v|penicilline|amoxi|amoxicillin|ampicillin"
        "|flucloxacillin|piperacillin|co-amoxiclav"
        "|amoxicillin clavulanic acid|augmentin|cephalosporin|cephalosporins|cefuroxime|ceftriaxone"
        "|cefazolin|cefaclor|beta-lactam|beta-lactams|antibiotics|sulfonamide|sulfonamides|sulfa"
        "|sulfa drugs|co-trimoxazole|cotrimoxazole|trimethoprim|bactrim|macrolide|macrolides"
        "|erythromycin|clarithromycin|azithromycin|doxycycline|tetracycline|tetracyclines"
        "|ciprofloxacin|levofloxacin|moxifloxacin|fluoroquinolones|quinolones|metronidazole"
        "|vancomycin|gentamicin|nitrofurantoin|clindamycin|aspirin|acetylsalicylic acid|nsaid"
        "|nsaids"
        "|ibuprofen|diclofenac|naproxen|metamizole|novalgin|dipyrone|paracetamol|acetaminophen"
        "|codeine|tramadol|morphine|oxycodone|latex|adhesive|adhesive tape|sticking plaster"
        "|plasters"
        "|nickel|pollen|grass pollen|birch pollen|tree pollen|house dust mite|house dust|dust mites"
        "|animal hair|cat hair|dog hair|cats|cat|dogs|dog|nuts|nut|peanuts|peanut|tree nuts"
        "|hazelnuts|hazelnut"
        "|walnuts|eggs|egg|milk|cow's milk|lactose|lactose intolerance|gluten|wheat|fish|shellfish"
        "|seafood|strawberries|strawberry|kiwi|kiwi fruit|apples|tomatoes|soya|soy|wasp|wasps"
        "|wasp venom|bee venom|bee"
        " stings|bees|insect stings|hay fever|hayfever|ramipril|lisinopril|enalapril|ace inhibitors"
        "|ace inhibitor|statins|simvastatin|atorvastatin|heparin|enoxaparin|allopurinol"
        "|carbamazepine|phenytoin|lamotrigine|lidocaine|local anaesthetics|local anaesthetic"
        "|chlorhexidine|ondansetron|metoclopramide|perfume|fragrances|cosmetics|detergents"
    ),
    "comorbidities": (
        "asthma|bronchial asthma|copd|osteoporosis|osteopenia|osteoarthritis|arthrosis|arthritis of"
        " the knee|hyperlipidaemia|hypercholesterolaemia|dyslipidaemia|obesity|gout"
        "|glaucoma|cataract|cataracts|migraine|reflux|reflux disease|gord|gerd|hiatus hernia|hernia"
        "|inguinal hernia|benign prostatic hyperplasia|bph|diverticulosis|diverticulitis|gallstones"
        "|cholelithiasis|kidney stones|nephrolithiasis|tinnitus|vertigo|haemorrhoids|varicose veins"
        "|back pain|disc prolapse|sleep apnoea|anxiety|anxiety disorder|smoker|smoking|ex-smoker"
        "|hearing aid|restless legs|irritable bowel syndrome|endometriosis|menopause|anaemia|iron"
        " deficiency|vitamin d deficiency|allergic rhinitis|eczema|rosacea|atrial fibrillation"
        "|pacemaker"
    ),
    "prior_abdominal_surgery": (
        "appendectomy|appendicectomy|appendectomy as a child|laparoscopic appendectomy"
        "|hernia repair|inguinal hernia repair"
        "|umbilical hernia repair|incisional hernia repair|hernia operation|hysterectomy|caesarean"
        "|caesarean section|c-section|sectio|left hemicolectomy|sigmoid resection|sigmoidectomy"
        "|sigmoid colectomy|anterior resection|rectal resection|splenectomy|nephrectomy"
        "|prostatectomy"
        "|cystectomy|oophorectomy|ovariectomy|adnexectomy|salpingectomy|tubal ligation"
        "|sterilisation|adrenalectomy|diagnostic laparoscopy|explorative laparoscopy|adhesiolysis"
        "|kidney transplantation|kidney transplant|fundoplication|stoma|colostomy|ileostomy"
        "|aortic aneurysm repair|lymphadenectomy"
    ),
    "molecular": (
        "mss|microsatellite stable|pmmr|mmr proficient|mismatch repair proficient|tmb low|low tmb"
        "|braf wild type|braf wt|braf wildtype|ntrk negative|ret negative|ret wild type"
        "|her2 negative"
        "|kras|kras mutation|kras wild type|kras g12d|kras g12v|nras|tp53|tp53 mutation|rb1|rb1"
        " mutation|daxx|daxx mutation|atrx|atrx mutation|pten|tsc2|vhl mutation|cdkn2a|apc|apc"
        " mutation|smad4|men1 wild type|brca1|brca2|pik3ca|egfr|alk|myc|arid1a|setd2|mutyh|chek2"
    ),
    "cyp3a4_drugs": (
        "paracetamol|acetaminophen|metformin|ramipril|lisinopril|candesartan|valsartan|losartan"
        "|bisoprolol|metoprolol|hydrochlorothiazide|furosemide|torasemide|levothyroxine|l-thyroxine"
        "|pantoprazole|omeprazole|esomeprazole|insulin|aspirin|acetylsalicylic acid|vitamin d|folic"
        " acid|loperamide|pancreatic enzymes|pancreatin|creon|heparin|enoxaparin|allopurinol"
        "|amlodipine|apixaban"
        "|rivaroxaban|clopidogrel|atorvastatin|simvastatin|rosuvastatin|sitagliptin|tamsulosin"
    ),
    "therapy": _REMOVALS,
}

# Words around a word that add nothing to what it names.
FILLERS: Mapping[str, str] = {
    "": "the|a|of|known|history|chronic|acute|severe|mild|moderate|left|right|bilateral|multiple"
    "|mg|g|daily|weekly|monthly|tablets|capsules|dose",
    "allergies": "allergy|allergies|allergic|allergic to|to|hypersensitivity|intolerance|reaction"
    "|rash|anaphylaxis|anaphylactic|shock|urticaria|hives|angioedema|angiooedema|drug|injection"
    "|injections|severe|mild|exanthema|itching|dyspnoea|nausea",
    "comorbidities": "disease|on|treatment|treated|controlled|stable|compensated|mellitus"
    "|longstanding"
    "|status|post|after|nyha|ii|iii|iv|i|stage|grade",
    "metastasis_sites": "metastases|metastasis|metastatic|mets|metastase|lesion|lesions|disease"
    "|involvement|filiae|deposits|bilobar|diffuse|disseminated|lobe|segment|segments",
    "prior_abdominal_surgery": "surgery|operation|status|after|post|open|laparoscopic|robotic"
    "|robot-assisted|with|for|net|tumour|primary|anastomosis|lymphadenectomy",
    "therapy": "two|three|four|five|six|seven|eight|several|repeated"
    "|therapy|treatment|monotherapy|days|day|month|week|first|second|third|cycles"
    "|cycle|mg|monthly|weekly|weeks|every|q4w|q28d"
    "|injections|injection|depot|i.m.|im|x|gbq|first-line|second-line|third-line|line"
    "|bilateral|lobar|right|left|of|palliative|adjuvant|oral|standard|dose",
    "molecular": "mutation|mutated|alteration|positive|detected",
    "planned_procedure": "planned|elective|the",
    "symptoms": "intermittent|episodes|occasional|after|meals|abdominal|frequent|daily",
    "hereditary": "germline|variant|mutation|mutated|syndrome|pathogenic|heterozygous|gene|carrier"
    "|positive",
    "syndrome": "syndrome|hormonal|hormone",
    "reported_grade": "net|tumour|neuroendocrine|who|enets|2010|2017|2019|2022|reported",
}

# What may be added to a word and changes nothing of what it names: a day, a reaction.
REMARKS: Mapping[str, str] = {
    "": "in|since|on|at|from|until|till|for|to|by|with|and|the|a|an|of|year|years|yr|yrs|month"
    "|months|week|weeks|day|days|ago|age|aged|old|about|approx|ca|first|second|third|fourth|last"
    "|recent|recently|once|twice|times|time|two|three|four|five|six|several|two months|spring"
    "|summer|autumn|winter|january|february|march|april|may|june|july|august|september|october"
    "|november|december|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|ct|mri|pet|imaging|scan"
    "|histology|biopsy proven|histologically proven|confirmed|proven|documented|recorded|letter"
    "|report|gp|abroad|elsewhere|mm|cm|large|small|bilobar|solitary|single|one|many|numerous",
    "allergies": "as|child|childhood|infancy|adult|swelling|swollen|face|facial|lip|lips|tongue"
    "|throat|oedema|itch|pruritus|erythema|redness|exanthem|eczema|dermatitis|contact|blister"
    "|blisters|blistering|skin|general|generalised|local|localised|systemic|whole|body|vomiting"
    "|diarrhoea|abdominal|pain|cramps|headache|dizziness|breathlessness|shortness|breath|dyspnea"
    "|wheeze|wheezing|bronchospasm|asthma|cough|hypotension|collapse|collapsed|syncope|fainting"
    "|faint|tachycardia|palpitations|flush|flushing|fever|chills|pneumonitis|mucositis|stomatitis"
    "|hepatitis|nephritis|lyell|stevens|johnson|sjs|ten|dress|quincke|quincke's|site|grade|ctcae"
    "|type|immediate|delayed|late|early|during|after|before|infusion|cycle|course|iv|oral|topical"
    "|life|threatening|life-threatening|icu|intensive|care|hospital|admission|emergency"
    "|adrenaline|steroids|required|treated|hand|hands|foot|feet|arms|legs|trunk|syndrome"
    "|widespread|attack|reaction unknown|unknown reaction|reaction not known|reaction not recorded"
    "|reaction unclear|unknown|not known|details unknown|details not known|unclear reaction"
    "|sneezing|rhinitis|conjunctivitis|runny|nose|eyes|watery|cytopenia|neutropenia"
    "|thrombocytopenia|haemolysis|liver|values|enzymes|raised|wheals|weals|quickly|minutes|hours",
    "comorbidities": "diagnosed|diagnosis|medication|tablets|insulin|metformin|diet|well|poorly"
    "|type|with|hospital|remission|mild|permanent|paroxysmal|breast|prostate|ef|lvef",
    "prior_abdominal_surgery": "stones|gallstones|cholecystitis|emergency|cancer|benign"
    "|hospital|complicated|uncomplicated|trauma|obstruction|adhesions|perforation",
    "therapy": "started|ended|stopped|completed|complete|full|stable|progression|response|partial"
    "|toxicity|good|tolerated well|well tolerated|ongoing|continued|running|current|gbq|cycles"
    "|per|every|reduced|increased|interval|study|trial|hospital",
    "approval_flags": "approved|licensed|ema|fda|mhra|nmpa|swissmedic|eu|us|uk|cn",
    "metastasis_sites": "biopsied|segment|segments|lobes|both|right|left|multiple|new|growing",
}

# A reaction in any words leaves an allergy an allergy; what is added elsewhere may deny the word.
NAMED_WHATEVER_IS_ADDED = frozenset({"allergies"})
# Of a molecular finding a number may be the result (HER2 1),
# and a grade is one (G1 2).
A_NUMBER_SAYS_MORE = frozenset({"molecular", "reported_grade"})

# "None of these is known": an answer, of every list and of one.
NONE: Mapping[str, str] = {
    "": "none|none known|no|nil|nil known|no known|nothing|nothing known",
    "allergies": "nkda|nka|no known allergies|no known allergy|no known drug allergies|no allergies"
    "|no allergy|no drug allergies|no drug allergy|no known drug allergy",
    "comorbidities": "no comorbidities|no comorbidity|no known comorbidities"
    "|no relevant comorbidities"
    "|otherwise healthy",
    "cyp3a4_drugs": "no medication|no medicines|no medications|no regular medication|no drugs",
    "symptoms": "no symptoms|asymptomatic|symptom-free",
    "prior_abdominal_surgery": "no operations|no operation|no surgery|no previous surgery|no prior"
    " surgery|no abdominal surgery",
    "metastasis_sites": "no metastases|no metastasis|no distant metastases",
    "primary_complication": "no complications|no complication",
    "acute_events": "no acute event|no acute events|no emergency",
    "acute_events_over": "no acute event|no acute events|no emergency",
    "planned_procedure": "none planned|nothing planned",
    "molecular": "no findings|no alterations|no mutations",
}
UNKNOWN = (
    "unknown|not known|not asked|not recorded|not documented|not available|not stated|n/a|na|?|??"
    "|unclear|not done|not tested|not assessed|no information|no data|pending|to be asked"
)

# An open choice that is kept by the name of what it is, not as it was written.
KEPT_BY_NAME = frozenset({"modality", "primary_site", "syndrome", "hereditary"})

# Open choices with "other": a word that is none of the known, nor looks like one, is kept as it
# is written, and may be any of these. A syndrome that nobody knows may be one with precautions.
ANY_OTHER: Mapping[str, tuple[str, ...]] = {
    "primary_site": ("other",),
    "hereditary": ("other",),
    "syndrome": (
        *("carcinoid", "insulinoma", "gastrinoma", "glucagonoma", "VIPoma", "somatostatinoma"),
        *("ACTH", "PTHrP", "other"),
    ),
}
# A text with one of these words leaves open whether it names an organ or a syndrome; one of
# nothing but the others names none.
LEAVES_OPEN = (
    "uncertain|vus|significance|awaited|pending|sporadic|wild|test|tested|testing|asymptomatic"
)
NAMES_NOTHING = (
    "yes|syndrome|disease|hereditary|inherited|familial|germline|genetic|positive|mutation|variant"
    "|functional|functioning|hormone|hormonal|organ|site|tumour|tumor|primary|net|neuroendocrine"
    "|carcinoma|cancer|neoplasm|lesion|mass|the|a|of|in|with|and|type|gene|known"
)

# A word that says where exactly is kept in this field, too, when that is empty.
KEPT_BESIDE: Mapping[str, str] = {
    "primary_site": "primary_subsite",
    "hereditary": "hereditary_variant",
}
# Of these fields only beside these words: "von Hippel-Lindau" says no more than VHL.
KEPT_BESIDE_ONLY: Mapping[str, tuple[str, ...]] = {"hereditary": ("SDHx", "MEN2", "TSC", "other")}
