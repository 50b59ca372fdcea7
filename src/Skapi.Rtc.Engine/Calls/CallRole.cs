namespace Skapi.Rtc.Calls;

/// <summary>Which of the two parties this side is.</summary>
internal enum CallRole
{
    /// <summary>This side offers.</summary>
    Caller,

    /// <summary>This side answers.</summary>
    Callee,
}
