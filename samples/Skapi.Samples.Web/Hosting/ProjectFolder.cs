namespace Skapi.Samples.Web.Hosting;

/// <summary>The folder of this sample, which contains the page's files and the npm packages.</summary>
internal static class ProjectFolder
{
    private static readonly string FromRoot = Path.Combine("samples", "Skapi.Samples.Web");

    /// <summary>Finds the folder above the program or the working directory. Returns null if neither has it.</summary>
    public static string? Find() => Above(AppContext.BaseDirectory) ?? Above(Environment.CurrentDirectory);

    private static string? Above(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, FromRoot);
            if (File.Exists(Path.Combine(candidate, "wwwroot", "index.html")))
                return candidate;
        }

        return null;
    }
}
