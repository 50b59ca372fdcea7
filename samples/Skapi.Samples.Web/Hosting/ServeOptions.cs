namespace Skapi.Samples.Web.Hosting;

/// <summary>What the server is started with.</summary>
/// <param name="Folder">The folder of this sample.</param>
/// <param name="Port">The port of the page and the gateway.</param>
internal sealed record ServeOptions(string Folder, int Port);
