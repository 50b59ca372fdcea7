using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace Skapi.Samples.Web.Hosting;

/// <summary>Serves the published skapi-js from the npm packages.</summary>
internal static class PublishedClient
{
    private const string RequestPath = "/lib/skapi-js";

    public static void UsePublishedClient(this WebApplication app, string projectFolder)
    {
        var folder = Path.Combine(projectFolder, "node_modules", "skapi-js", "dist");
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"The folder “{folder}” is missing. Run eng/install-npm.sh.");

        var types = new FileExtensionContentTypeProvider();
        types.Mappings[".mjs"] = "text/javascript";
        types.Mappings[".map"] = "application/json";
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = new PhysicalFileProvider(folder),
            RequestPath = RequestPath,
            ContentTypeProvider = types,
        });
    }
}
