namespace Skapi.Browser.Tests.Rig;

/// <summary>A page of a browser, as a test drives it.</summary>
internal interface IPageDriver : IAsyncDisposable
{
    /// <summary>Evaluates a JavaScript expression whose value is a text or a promise of one.</summary>
    Task<string> EvaluateAsync(string expression);

    /// <summary>Waits until a JavaScript expression is true.</summary>
    Task UntilAsync(string condition);

    /// <summary>Opens an empty page instead.</summary>
    Task LeaveAsync();
}
