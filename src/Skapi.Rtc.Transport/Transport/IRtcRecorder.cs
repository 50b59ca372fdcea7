namespace Skapi.Rtc.Transport;

/// <summary>Recording, which a peer may implement: it does if its transport has <see cref="RtcCapabilities.Recording"/>.</summary>
public interface IRtcRecorder
{
    /// <summary>Records the tracks that have arrived so far into one file. Dispose the result to end the recording.</summary>
    /// <param name="path">The file. Its extension selects the container: <c>.webm</c> or <c>.mkv</c>.</param>
    /// <param name="cancellationToken">Cancels the start of the recording.</param>
    /// <exception cref="SkapiException"><c>INVALID_PARAMETER</c>: the path or its extension; <c>INVALID_REQUEST</c>: no track has arrived
    /// yet.</exception>
    /// <exception cref="ObjectDisposedException">The peer is disposed.</exception>
    ValueTask<IAsyncDisposable> RecordAsync(string path, CancellationToken cancellationToken = default);
}
