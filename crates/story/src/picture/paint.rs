//! What shapes are painted with.

/// What a colour stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Paint {
    /// The ground; what is filled with it is hollow.
    Paper,
    /// A ground that sets something apart.
    Tint,
    /// Words and signs.
    Ink,
    /// Words that go with others.
    Soft,
    /// Words that are looked up only.
    Quiet,
    /// Lines between things.
    Line,
    /// Lines around things.
    Edge,
    /// What is pointed at.
    Accent,
    /// Entities.
    Entity,
    /// The ground of entities.
    EntityFill,
    /// Events.
    Event,
    /// The ground of events.
    EventFill,
    /// Claims.
    Claim,
    /// The ground of claims.
    ClaimFill,
    /// What claims differ in.
    Tension,
}

impl Paint {
    /// The colour as CSS and a canvas read it. The same as the page has in its light theme.
    pub fn color(self) -> &'static str {
        match self {
            Self::Paper => "#ffffff",
            Self::Tint => "#f7f7f5",
            Self::Ink => "#1a1a1a",
            Self::Soft => "#4a4d52",
            Self::Quiet => "#63676d",
            Self::Line => "#e4e3df",
            Self::Edge => "#85878a",
            Self::Accent => "#7b2d6f",
            Self::Entity => "#005ea2",
            Self::EntityFill => "#dcebfa",
            Self::Event => "#b24000",
            Self::EventFill => "#fce3d4",
            Self::Claim => "#00704d",
            Self::ClaimFill => "#d9f2e6",
            Self::Tension => "#9a1f2b",
        }
    }

    /// Line and ground of a layer; those of layers that the codebook *News story* has not are grey.
    pub fn of_layer(layer: &str) -> (Self, Self) {
        match layer {
            "entity" => (Self::Entity, Self::EntityFill),
            "event" => (Self::Event, Self::EventFill),
            "claim" => (Self::Claim, Self::ClaimFill),
            _ => (Self::Quiet, Self::Tint),
        }
    }
}
