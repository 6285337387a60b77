using Deis.SlugTools.Archives;
using Deis.SlugTools.Building;
using Deis.SlugTools.Tests.Support;

namespace Deis.SlugTools.Tests.Archives;

public sealed class ArchiveWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ArchiveWriterTests() => Directory.CreateDirectory(Tree);

    private string Tree => _folder["tree"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_TreeThenExtract_GivesTheSameTree()
    {
        Put("b/two", "2");
        Put("a", "1");
        Directory.CreateDirectory(Path.Combine(Tree, "empty"));
        File.CreateSymbolicLink(Path.Combine(Tree, "link"), "b/two");
        File.SetUnixFileMode(Path.Combine(Tree, "a"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Put(string.Concat(Enumerable.Repeat("long-folder-name/", 20)) + "file", "deep");

        var names = RoundTrip(static _ => false);

        FolderTree.Fingerprint(_folder["back"]).ShouldBe(FolderTree.Fingerprint(Tree));
        names.ShouldContain("empty");
        File.ReadAllText(Path.Combine(_folder["back"], "link")).ShouldBe("2");
    }

    [Fact]
    public void Write_SameTreeTwice_GivesTheSameBytes()
    {
        Put("b", "2");
        Put("a/c", "1");
        ArchiveWriter.Write(Tree, _folder["1"], static _ => false);
        ArchiveWriter.Write(Tree, _folder["2"], static _ => false);
        File.ReadAllBytes(_folder["1"]).ShouldBe(File.ReadAllBytes(_folder["2"]));
    }

    [Fact]
    public void Write_SlugIgnore_LeavesOutWhatTarWould()
    {
        Put(".slugignore", "# comment\n\n*.psd\n/docs\ntests/\nnotes?.txt\n");
        foreach (var name in (string[])["app.js", "img/logo.psd", "docs/a", "src/docs/kept", "src/tests/x", "notes1.txt", "notes.txt", ".git/HEAD", ".gitignore"])
            Put(name, "");

        var names = RoundTrip(new SlugIgnore(Tree).Excludes);

        names.Where(name => !Directory.Exists(Path.Combine(_folder["back"], name)))
            .ShouldBe([".gitignore", ".slugignore", "app.js", "notes.txt", "src/docs/kept"], ignoreOrder: true);
    }

    [Fact]
    public void Fingerprint_ChangedContentOrNewFile_Changes()
    {
        Put("a", "1");
        var before = FolderTree.Fingerprint(Tree);
        FolderTree.Fingerprint(Tree).ShouldBe(before);
        Put("b", "");
        var added = FolderTree.Fingerprint(Tree);
        added.ShouldNotBe(before);
        Put("b", "longer");
        FolderTree.Fingerprint(Tree).ShouldNotBe(added);
    }

    private void Put(string name, string content)
    {
        var file = Path.Combine(Tree, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
        // An archive knows whole seconds.
        File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch.AddDays(20_000));
    }

    private List<string> RoundTrip(Func<string, bool> excluded)
    {
        ArchiveWriter.Write(Tree, _folder["archive"], excluded);
        Directory.CreateDirectory(_folder["back"]);
        using var archive = File.OpenRead(_folder["archive"]);
        ArchiveExtractor.Extract(archive, _folder["back"], LinkPolicy.Anywhere, new ArchiveLimits()).ShouldBeNull();
        return [.. FolderTree.Walk(_folder["back"], static _ => false).Select(entry => entry.Path)];
    }
}
