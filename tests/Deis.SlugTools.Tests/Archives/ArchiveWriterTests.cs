using System.Diagnostics;
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

        Fingerprint(_folder["back"]).ShouldBe(Fingerprint(Tree));
        names.ShouldContain("empty");
        File.ReadAllText(Path.Combine(_folder["back"], "link")).ShouldBe("2");
    }

    [Fact]
    public void Write_SameTreeTwice_GivesTheSameBytes()
    {
        Put("b", "2");
        Put("a/c", "1");
        Write(_folder["1"]).ShouldBeNull();
        Write(_folder["2"]).ShouldBeNull();
        File.ReadAllBytes(_folder["1"]).ShouldBe(File.ReadAllBytes(_folder["2"]));
    }

    [Fact]
    public void Write_SlugIgnore_LeavesOutWhatTarWould()
    {
        Put(".slugignore", "# comment\n\n*.psd\n/docs\ntests/\nnotes?.txt\n");
        foreach (var name in (string[])["app.js", "img/logo.psd", "docs/a", "src/docs/kept", "src/tests/x", "notes1.txt", "notes.txt", ".git/HEAD", ".gitignore"])
            Put(name, "");

        var names = RoundTrip(Ignored().Excludes);

        names.Where(name => !Directory.Exists(Path.Combine(_folder["back"], name)))
            .ShouldBe([".gitignore", ".slugignore", "app.js", "notes.txt", "src/docs/kept"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("*.psd")]
    [InlineData("docs")]
    [InlineData("docs/")]
    [InlineData("src/docs")]
    [InlineData("*/tests")]
    [InlineData("n?tes.txt")]
    [InlineData("notes[0-9].txt")]
    [InlineData("notes[!0-9].txt")]
    [InlineData("[d]ocs")]
    [InlineData("[")]
    [InlineData("a\\*b")]
    [InlineData("img/*")]
    [InlineData("s*x")]
    [InlineData("NOTES.TXT")]
    public async Task SlugIgnore_Pattern_MeansWhatItMeansToTar(string pattern)
    {
        foreach (var name in (string[])["app.js", "img/logo.psd", "docs/a", "src/docs/kept", "src/tests/x", "notes1.txt", "notesx.txt", "notes.txt", "a*b", "axb", "[", "x/d"])
            Put(name, "");
        // tar takes a trailing slash literally and then matches nothing; folders are what people mean by it.
        Put(".slugignore", pattern.TrimEnd('/') + "\n");
        using var tar = Process.Start(new ProcessStartInfo("sh", ["-c", "tar -C \"$0\" --exclude-from=\"$0/.slugignore\" -cf - . | tar -t | sed -e 's#^./##' -e 's#/$##' | grep .", Tree]) { RedirectStandardOutput = true })!;
        var kept = (await tar.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await tar.WaitForExitAsync();

        Put(".slugignore", pattern + "\n");
        RoundTrip(Ignored().Excludes).ShouldBe(kept.Select(name => name.Replace("\\\\", "\\", StringComparison.Ordinal)), ignoreOrder: true);
    }

    [Theory]
    [InlineData("./docs", "src/docs/kept")]
    [InlineData("/docs", "src/docs/kept")]
    public void SlugIgnore_SlashInFront_MeansTheRoot(string pattern, string kept)
    {
        Put("docs/a", "");
        Put(kept, "");
        Put(".slugignore", pattern);
        var names = RoundTrip(Ignored().Excludes);
        names.ShouldContain(kept);
        names.ShouldNotContain("docs/a");
    }

    [Fact]
    public void SlugIgnore_ImpossiblePattern_NamesTheLine()
    {
        Put(".slugignore", "fine\n[z-a]\n");
        SlugIgnore.Load(Tree).Failure.ShouldNotBeNull().Message.ShouldBe(".slugignore: line 2: \"[z-a]\" is not a pattern");
    }

    [Fact]
    public void Write_MoreFilesThanCouldBeUnpacked_SaysWhere()
    {
        for (var i = 0; i < 50; i++)
            Put($"many/{i}", "");
        Put(".git/not-counted", "");
        Write(_folder["archive"], new ArchiveLimits { MaxEntries = 51 }, Ignored().Excludes).ShouldBeNull();
        Write(_folder["archive"], new ArchiveLimits { MaxEntries = 50 }, Ignored().Excludes)
            .ShouldNotBeNull().Message.ShouldBe("it has more than 50 files and folders; many are in \"many/\"");
    }

    [Fact]
    public void Write_LargerThanCouldBeUnpacked_SaysWhatIsLargestWithoutPackingIt()
    {
        Put("small", "1");
        Put("data/b", new string('x', 5_000));
        using (var sparse = File.Create(Path.Combine(Tree, "huge")))
            sparse.SetLength(20L << 30);
        Write(_folder["archive"]).ShouldNotBeNull()
            .Message.ShouldBe("it would unpack to more than 8.0G; largest are huge (20G), data/ (4.9K), small (0.1K)");
        new FileInfo(_folder["archive.partial"]).Length.ShouldBeLessThan(10_000);
    }

    [Fact]
    public void Write_WhatWouldBeTakenForABomb_IsNotMade()
    {
        using (var zeros = File.Create(Path.Combine(Tree, "zeros")))
            zeros.SetLength(ArchiveLimits.RatioFloor + 10_000_000);
        var limits = new ArchiveLimits { MaxRatio = 100 };
        Write(_folder["archive"], limits).ShouldNotBeNull().Message.ShouldStartWith("it would unpack to more than 100 times its size and be refused");
        File.Exists(_folder["archive"]).ShouldBeFalse();
    }

    [Fact]
    public void FixedLength_FileThatChangesMeanwhile_GivesWhatTheHeaderPromisedOrNothing()
    {
        var buffer = new byte[100];
        using var grown = new FixedLengthStream(new MemoryStream(new byte[50]), 40);
        grown.ReadAtLeast(buffer, 100, throwOnEndOfStream: false).ShouldBe(40);
        using var shrunk = new FixedLengthStream(new MemoryStream(new byte[30]), 40);
        Should.Throw<EndOfStreamException>(() => shrunk.ReadAtLeast(buffer, 40));
    }

    [Fact]
    public void Fingerprint_ChangedContentOrNewFile_Changes()
    {
        Put("a", "1");
        var before = Fingerprint(Tree);
        Fingerprint(Tree).ShouldBe(before);
        Put("b", "");
        var added = Fingerprint(Tree);
        added.ShouldNotBe(before);
        Put("b", "longer");
        Fingerprint(Tree).ShouldNotBe(added);
    }

    private static string Fingerprint(string folder) => FolderTree.Fingerprint(folder, long.MaxValue);

    private Failure? Write(string file, ArchiveLimits? limits = null, Func<string, bool>? excluded = null) =>
        ArchiveWriter.Write(Tree, file, excluded ?? (static _ => false), limits ?? new ArchiveLimits()).Failure;

    private SlugIgnore Ignored()
    {
        SlugIgnore.Load(Tree).TryGet(out var ignored, out var failure).ShouldBeTrue(failure?.Message);
        return ignored!;
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
        Write(_folder["archive"], excluded: excluded).ShouldBeNull();
        Directory.CreateDirectory(_folder["back"]);
        using var archive = File.OpenRead(_folder["archive"]);
        ArchiveExtractor.Extract(archive, _folder["back"], LinkPolicy.Anywhere, new ArchiveLimits()).ShouldBeNull();
        return [.. FolderTree.Walk(_folder["back"], static _ => false, long.MaxValue).Select(entry => entry.Path)];
    }
}
