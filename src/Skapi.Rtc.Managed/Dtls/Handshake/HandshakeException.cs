namespace Skapi.Rtc.Managed.Dtls.Handshake;

/// <summary>Ends a handshake: the alert goes to the other side, the message to the log and the app.</summary>
internal sealed class HandshakeException(AlertDescription alert, string message) : Exception(message)
{
    /// <summary>The alert that tells the other side.</summary>
    public AlertDescription Alert { get; } = alert;
}
