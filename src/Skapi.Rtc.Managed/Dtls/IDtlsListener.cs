namespace Skapi.Rtc.Managed.Dtls;

/// <summary>Receives the data of a DTLS session.</summary>
internal interface IDtlsListener
{
    /// <summary>Handles the content of a record of the other side.</summary>
    /// <param name="data">The content. It is valid during the call only.</param>
    void OnApplicationData(ReadOnlySpan<byte> data);
}
