/** English documents of our own writing: what fills them, and the facts that a reader must find in a summary. */
import { type Kind } from "./kind";

const minutes: Kind = {
  name: "minutes",
  language: "en",
  title: "{dept}: minutes of meeting {n}",
  sections: [
    {
      heading: "Opening",
      filler: [
        "{person} opened the meeting and welcomed everybody.",
        "There were {m} papers, which had been sent by e-mail.",
        "Two typing errors in the last minutes were put right.",
        "Coffee was served in the corridor before the start.",
      ],
      facts: [],
    },
    {
      heading: "Reports",
      filler: [
        "{person} walked through the slides about the {item}.",
        "The visit to the site had taken about {n} hours.",
        "The team of the {item} has a new member who wrote {n} pages of notes.",
        "{person} showed photographs and explained what was to be seen on them.",
        "{dept} had gone through something similar some years ago.",
        "Several people remarked on the quality of the photographs.",
      ],
      facts: [
        "Delivery of the {item} is {n} days late and is now expected on {date}.",
        "The budget for the {item} is short by {n} thousand dollars.",
      ],
    },
    {
      heading: "Discussion",
      filler: [
        "{person} found the name of the {item} a little confusing.",
        "{person} answered that a nickname could be thought of.",
        "Somebody had seen another {item} at a fair in spring.",
        "{dept} remembered a talk of the same kind last year.",
        "Opinions about the arrangement of desks were divided.",
        "Pictures that were {n} years old were passed around.",
      ],
      facts: [
        "{dept} disclosed that {n} units of the {item} failed inspection.",
        "Addresses of {n} customers were sent to a wrong recipient.",
      ],
    },
    {
      heading: "Way forward",
      filler: [
        "{person} drew the whole flow on the whiteboard.",
        "The usual form will be used for the papers.",
        "{dept} might be asked how it sees things.",
        "Both the window side and the door side were mentioned as a place for the {item}.",
      ],
      facts: [
        "The {item} goes live on {date}.",
        "{person} submits the quotation by {date}.",
        "Customer data may not be used in tests of the {item}.",
        "The next meeting takes place on {date}.",
      ],
    },
  ],
};

const incident: Kind = {
  name: "incident",
  language: "en",
  title: "Failure of the {item}",
  sections: [
    {
      heading: "Summary",
      filler: [
        "This paper is about the {item} that {dept} runs.",
        "It was written for the departments that asked about it.",
        "The {item} has been in use for {n} years.",
        "There are {m} machines of this kind in the building.",
      ],
      facts: [
        "On {date} the {item} stopped and {n} people could not use it.",
        "Service was back after {n} minutes.",
      ],
    },
    {
      heading: "Course of events",
      filler: [
        "{person}, who was on duty, saw something odd on the screen.",
        "{person} called the service company and described the picture.",
        "A technician arrived {n} minutes later.",
        "The log of the evening before had {n} entries of the same kind.",
        "{dept} went on with a handwritten list at the counter.",
        "The technician began by taking pictures of the cables.",
        "{person} asked visitors over the loudspeaker to be patient.",
      ],
      facts: [
        "A wrong command during recovery destroyed {n} records.",
        "{dept} was told {n} minutes too late.",
      ],
    },
    {
      heading: "Investigation",
      filler: [
        "The parts were taken out and laid on a table.",
        "{person} read the check lists of the past {n} months again.",
        "Pictures were sent to the manufacturer.",
        "From outside there was nothing much to be seen.",
        "A second {item} of the same type was borrowed.",
        "Measurements were repeated {n} times to see the spread.",
      ],
      facts: [
        "A worn power supply let the voltage drop, and that led to the stop.",
        "The part in use was {n} months past its replacement date.",
      ],
    },
    {
      heading: "Measures",
      filler: [
        "{dept} will talk about this at the start of the month.",
        "Another colour for the check list has been suggested.",
        "{person} would like to hear how other sites live with it.",
      ],
      facts: [
        "{dept} replaces the power supplies of all machines by {date}.",
        "Parts older than {n} years are no longer used.",
        "Whoever is on duty calls the head of department if a stop lasts more than {m} minutes.",
      ],
    },
  ],
};

const report: Kind = {
  name: "report",
  language: "en",
  title: "Survey of the {item}",
  sections: [
    {
      heading: "Background",
      filler: [
        "The {item} is found at most of our sites.",
        "The world around the {item} has been changing little by little.",
        "{dept} talks to its users every year.",
        "Many of the people in charge are new.",
        "The last survey was made {n} years ago.",
      ],
      facts: ["This survey is the basis for deciding whether the {item} is renewed."],
    },
    {
      heading: "Method",
      filler: [
        "We went to {n} sites and talked to the people there.",
        "Each talk took {n} minutes.",
        "Photographs and drawings were collected and put into a table.",
        "{person} made the wording uniform.",
        "The form had {m} pages, and nobody had to fill it in.",
      ],
      facts: ["Only {n} percent answered, so small sites are not represented."],
    },
    {
      heading: "Findings",
      filler: [
        "At many places we heard that mornings are slow.",
        "One site had a home-made shelf next to the {item}.",
        "According to {person} it takes {n} days to get used to it.",
        "Manuals were often found at the back of a drawer.",
        "Taste in colours differed from site to site.",
        "There is no clear pattern for weekends.",
        "{dept} keeps one in a meeting room, too.",
      ],
      facts: [
        "{n} percent of the sites have no maintenance contract for the {item}.",
        "{n} percent of all failures happened at sites that do not clean the {item}.",
        "Upkeep costs {n} thousand dollars a year, twice as much as five years ago.",
      ],
    },
    {
      heading: "Discussion and proposal",
      filler: [
        "Every site has its own circumstances.",
        "People grow fond of tools that they have used for long.",
        "Examples of other companies may be of interest.",
        "{person} even thought of a picture book.",
      ],
      facts: [
        "The {item} should be renewed at all sites by {date}.",
        "Renewal is expected to cost {n} thousand dollars.",
        "Without renewal, supply of spare parts ends within {n} years.",
      ],
    },
  ],
};

export const englishKinds: readonly Kind[] = [minutes, incident, report];

export const englishWords = {
  dept: ["Facilities", "Quality Assurance", "Sales", "IT Operations", "The outpatient ward", "Accounting"],
  person: ["Ms Sato", "Mr Brown", "Dr Lee", "Ms Garcia", "Mr Novak", "Ms Okafor"],
  item: [
    "conveyor",
    "booking system",
    "cooling plant",
    "reception terminal",
    "blood analyser",
    "standby generator",
    "document register",
    "packing machine",
  ],
  date: ["10 April 2026", "22 May", "June 30, 2026", "15 July", "4 November"],
} as const;
