//! The plan of the hall as a drawing.
