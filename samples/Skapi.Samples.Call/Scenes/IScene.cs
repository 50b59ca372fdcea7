using Skapi.Rtc;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;
using Skapi.Samples.Call.Checks;

namespace Skapi.Samples.Call.Scenes;

/// <summary>A part of the call: what it needs, what happens in it, and whether that went well.</summary>
internal interface IScene
{
    /// <summary>The data channels that the scene needs.</summary>
    IReadOnlyList<DataChannelOptions> Channels { get; }

    /// <summary>The media that both sides send, or null if the scene needs no media.</summary>
    MediaOptions? Media { get; }

    /// <summary>Plays the scene between the two sides of a connected call.</summary>
    /// <exception cref="SkapiException">A step failed.</exception>
    /// <exception cref="OperationCanceledException">A step did not happen in time.</exception>
    Task PlayAsync(CancellationToken cancellationToken);

    /// <summary>The results of the checks.</summary>
    IEnumerable<Finding> Findings();
}
