namespace Skapi.Rtc.Managed.Congestion;

/// <summary>What the losses of a period mean.</summary>
internal enum LossTrialStep
{
    /// <summary>Nothing new.</summary>
    None,

    /// <summary>Much is lost, and it is not known why. Less has to be sent now, to find out.</summary>
    Started,

    /// <summary>Less was sent, and hardly anything was lost: the path drops what exceeds a rate.</summary>
    Policed,

    /// <summary>Less was sent, and as much was lost: the rate does not matter.</summary>
    Inherent,
}
