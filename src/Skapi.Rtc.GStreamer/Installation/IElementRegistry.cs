namespace Skapi.Rtc.GStreamer.Installation;

/// <summary>Starts GStreamer and says which elements its plugins offer.</summary>
internal interface IElementRegistry
{
    /// <summary>Loads the libraries and the plugin registry; doing so again costs nothing.</summary>
    /// <exception cref="SkapiException"><c>NOT_SUPPORTED</c>: GStreamer is not installed, is too old, or does not start.</exception>
    void Load();

    /// <summary>Whether an element is installed.</summary>
    bool Has(string element);
}
