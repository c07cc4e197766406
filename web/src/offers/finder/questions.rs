//! What is asked at once; the server's pages keep the place of the same questions.

use shared::offers::Topic;

/// Benefits that are asked for, as the rules call them.
pub(super) const BENEFITS: [&str; 6] =
    ["wohngeld", "buergergeld", "kinderzuschlag", "grundsicherung", "sozialhilfe", "asylblg"];

/// Ages of children that are asked for. Nobody has to say how old a child is exactly.
pub(super) const CHILDREN: [(i16, i16); 3] = [(0, 5), (6, 15), (16, 25)];

/// What somebody may look for.
pub(super) const TOPICS: [Topic; 6] =
    [Topic::Support, Topic::Holidays, Topic::Culture, Topic::Learning, Topic::Participation, Topic::Work];
