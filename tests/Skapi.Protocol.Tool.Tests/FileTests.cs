using static Skapi.Protocol.Tool.Tests.CommandLine;

namespace Skapi.Protocol.Tool.Tests;

/// <summary>Files that cannot be read or written: one line, and the exit code 1.</summary>
public sealed class FileTests : IDisposable
{
    private const string Schema = """{ "properties": { "a": {} } }""";

    private readonly string _folder = Directory.CreateTempSubdirectory("skapi-tool-").FullName;

    public FileTests() => File.WriteAllText(PathOf("it.json"), Schema);

    [Fact]
    public async Task A_reference_is_not_written_into_a_folder_that_is_not_there() =>
        await ShouldFailInOneLineAsync(PathOf("missing/dir/x.md"), "docs", _folder, "-o", PathOf("missing/dir/x.md"));

    [Fact]
    public async Task A_reference_is_not_written_where_a_folder_is() =>
        await ShouldFailInOneLineAsync(_folder, "docs", _folder, "-o", _folder);

    [Fact]
    public async Task A_link_that_leads_nowhere_is_no_schema()
    {
        File.CreateSymbolicLink(PathOf("link.json"), PathOf("nowhere.json"));

        await ShouldFailInOneLineAsync(PathOf("link.json"), "check", _folder);
    }

    [Fact]
    public async Task A_lock_is_not_written_where_a_folder_is()
    {
        Directory.CreateDirectory(PathOf(ProtocolFolder.LockName));

        await ShouldFailInOneLineAsync(PathOf(ProtocolFolder.LockName), "lock", _folder);
    }

    [Theory]
    [InlineData("it.json", "SKP0001")]
    [InlineData(ProtocolFolder.LockName, "SKP0491")]
    public async Task A_file_that_is_not_UTF8_is_refused_where_it_is_not(string name, string id)
    {
        File.WriteAllBytes(PathOf(name), [.. "{ \"a"u8, 0xff, .. "\": {} }"u8]);

        var (exitCode, _, error) = await RunAsync("check", _folder);

        exitCode.ShouldBe(1);
        error.ShouldContain($"{name}(1,5): error {id}");
        error.ShouldContain("UTF-8");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string PathOf(string name) => Path.Combine(_folder, name);

    private static async Task ShouldFailInOneLineAsync(string path, params string[] arguments)
    {
        var (exitCode, output, error) = await RunAsync(arguments);

        exitCode.ShouldBe(1);
        output.ShouldBeEmpty();
        error.TrimEnd('\r', '\n').Split('\n').ShouldHaveSingleItem().ShouldStartWith($"“{path}”: ");
    }
}
