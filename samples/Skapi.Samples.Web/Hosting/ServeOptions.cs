namespace Skapi.Samples.Web.Hosting;

/// <summary>The options of the server.</summary>
/// <param name="Folder">The folder of this sample.</param>
/// <param name="Port">The port of the page and the gateway.</param>
internal sealed record ServeOptions(string Folder, int Port);
