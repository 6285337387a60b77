using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Deis.SlugTools.Archives;
using Deis.SlugTools.Tests.Support;

namespace Deis.SlugTools.Tests.Archives;

/// <summary>Unpacking, good archives and hostile ones. The root is a folder in another, so that an escape is seen.</summary>
public sealed class ArchiveExtractorTests : IDisposable
{
    private const int Block = 512;
    private const int EndMark = 2 * Block;

    private readonly TemporaryFolder _outside = new();

    public ArchiveExtractorTests() => Directory.CreateDirectory(Root);

    public static TheoryData<string, string> Escapes => new()
    {
        { "../evil", "leads out" },
        { "a/../../evil", "leads out" },
        { "/tmp/evil", "leads out" },
        { "..", "leads out" },
        { "a/..", "leads out" },
    };

    public static TheoryData<string> BadTargets => ["/etc/passwd", "..", "../x", "sub/../../x", "a/..", "/"];

    private string Root => _outside["root"];

    public void Dispose() => _outside.Dispose();

    [Fact]
    public void Extract_FilesFoldersAndLinks_AreAsPacked()
    {
        var time = new DateTimeOffset(2020, 2, 3, 4, 5, 6, TimeSpan.Zero);
        var archive = new Archive()
            .Add(new PaxGlobalExtendedAttributesTarEntry(new Dictionary<string, string> { ["comment"] = "what git archive writes" }))
            .Folder("./")
            .File("./deep/er/file.txt", "content")
            .Script("run", "#!/bin/sh")
            .Add(new GnuTarEntry(TarEntryType.RegularFile, "old") { ModificationTime = time })
            .Folder("empty")
            .SymbolicLink("deep/up", "../run")
            .HardLink("same", "run");

        Extract(archive.Pack()).ShouldBeNull();

        File.ReadAllText(At("deep/er/file.txt")).ShouldBe("content");
        File.GetUnixFileMode(At("run")).HasFlag(UnixFileMode.UserExecute).ShouldBeTrue();
        File.GetLastWriteTimeUtc(At("old")).ShouldBe(time.UtcDateTime);
        Directory.Exists(At("empty")).ShouldBeTrue();
        new FileInfo(At("deep/up")).LinkTarget.ShouldBe("../run");
        File.ReadAllText(At("same")).ShouldBe("#!/bin/sh");
    }

    [Fact]
    public void Extract_SetIdBits_AreDropped()
    {
        const UnixFileMode all = (UnixFileMode)0b111_111_111_111;
        Extract(new Archive().File("tool", [], all).Pack()).ShouldBeNull();
        var special = UnixFileMode.SetUser | UnixFileMode.SetGroup | UnixFileMode.StickyBit;
        (File.GetUnixFileMode(At("tool")) & special).ShouldBe(UnixFileMode.None);
    }

    [Fact]
    public void Extract_SameNameTwice_TheLastCounts()
    {
        Extract(new Archive().File("a", "first").File("a", "second").Pack()).ShouldBeNull();
        File.ReadAllText(At("a")).ShouldBe("second");
    }

    [Theory]
    [MemberData(nameof(Escapes))]
    public void Extract_NameThatLeadsOut_IsRefusedByName(string name, string reason)
    {
        var failure = Extract(new Archive().File(name, "evil").Pack()).ShouldNotBeNull();
        failure.ExitCode.ShouldBe(ExitCodes.BadArchive);
        failure.Message.ShouldContain($"\"{name}\"");
        failure.Message.ShouldContain(reason);
        NothingOutside();
    }

    [Fact]
    public void Extract_FileThroughALinkOfTheSameArchive_IsRefused()
    {
        Directory.CreateDirectory(_outside["victim"]);
        var archive = new Archive().SymbolicLink("door", "../victim").File("door/evil", "evil").Pack();

        var failure = ArchiveExtractor.Extract(new MemoryStream(archive), Root, LinkPolicy.Anywhere, new ArchiveLimits());

        failure.ShouldNotBeNull().Message.ShouldContain("goes through the symbolic link \"door\"");
        Directory.EnumerateFileSystemEntries(_outside["victim"]).ShouldBeEmpty();
    }

    [Fact]
    public void Extract_FileOverALink_ReplacesTheLinkNotItsTarget()
    {
        File.WriteAllText(_outside["victim"], "untouched");
        var archive = new Archive().SymbolicLink("file", "../victim").File("file", "new").Pack();

        ArchiveExtractor.Extract(new MemoryStream(archive), Root, LinkPolicy.Anywhere, new ArchiveLimits()).ShouldBeNull();

        File.ReadAllText(_outside["victim"]).ShouldBe("untouched");
        File.ReadAllText(At("file")).ShouldBe("new");
    }

    [Theory]
    [MemberData(nameof(BadTargets))]
    public void Extract_LinkThatLeadsOut_IsRefusedInSourceAndKeptInSlugs(string target)
    {
        var archive = new Archive().SymbolicLink("link", target).Pack();
        Extract(archive).ShouldNotBeNull().Message.ShouldContain($"\"link\" is a symbolic link to \"{target}\"");
        ArchiveExtractor.Extract(new MemoryStream(archive), Root, LinkPolicy.Anywhere, new ArchiveLimits()).ShouldBeNull();
        new FileInfo(At("link")).LinkTarget.ShouldBe(target);
    }

    [Fact]
    public void Extract_HardLinkToSomethingOutsideOrToALink_IsRefused()
    {
        File.WriteAllText(_outside["secret"], "secret");
        Extract(new Archive().HardLink("a", "../secret").Pack()).ShouldNotBeNull().Message.ShouldContain("not inside the app");
        Extract(new Archive().HardLink("a", "/etc/passwd").Pack()).ShouldNotBeNull().Message.ShouldContain("not inside the app");
        Extract(new Archive().HardLink("a", "missing").Pack()).ShouldNotBeNull().Message.ShouldContain("before it");
        var throughLink = new Archive().SymbolicLink("link", "../secret").HardLink("a", "link").Pack();
        ArchiveExtractor.Extract(new MemoryStream(throughLink), Root, LinkPolicy.Anywhere, new ArchiveLimits()).ShouldNotBeNull();
        File.Exists(At("a")).ShouldBeFalse();
    }

    [Fact]
    public void Extract_DevicesAndPipes_AreRefused()
    {
        Extract(new Archive().Add(new PaxTarEntry(TarEntryType.CharacterDevice, "null") { DeviceMajor = 1, DeviceMinor = 3 }).Pack())
            .ShouldNotBeNull().Message.ShouldBe("The archive is refused: entry \"null\" is a device; only files, folders and links can be unpacked");
        Extract(new Archive().Add(new PaxTarEntry(TarEntryType.Fifo, "pipe")).Pack())
            .ShouldNotBeNull().Message.ShouldBe("The archive is refused: entry \"pipe\" is a named pipe; only files, folders and links can be unpacked");
    }

    [Fact]
    public void Extract_TooManyEntries_IsRefused()
    {
        var archive = new Archive().File("1").File("2").File("3").Pack();
        Extract(archive, new ArchiveLimits { MaxEntries = 2 }).ShouldNotBeNull().Message.ShouldContain("more than 2 files and folders");
    }

    [Fact]
    public void Extract_AMillionFiles_StopsAtTheLimit()
    {
        Extract(HostileTar.ManyFiles(1_000_000), new ArchiveLimits { MaxEntries = 1_000 }).ShouldNotBeNull()
            .Message.ShouldBe("The archive is refused: it has more than 1000 files and folders; take out what is generated or downloaded, such as node_modules");
        Directory.EnumerateFileSystemEntries(Root).Count().ShouldBe(1_000);
    }

    [Fact]
    public void Extract_FoldersThatNoEntryNames_CountToo()
    {
        var archive = new Archive();
        for (var i = 0; i < 10; i++)
            archive.File($"{i}/" + string.Concat(Enumerable.Repeat("a/", 150)) + "file");
        Extract(archive.Pack(), new ArchiveLimits { MaxEntries = 1_000 }).ShouldNotBeNull().Message.ShouldContain("more than 1000 files and folders");
    }

    [Fact]
    public void Extract_TooLarge_StopsEarly()
    {
        var archive = new Archive().File("zeros", new byte[3_000_000], UnixFileMode.UserRead).Pack();
        Extract(archive, new ArchiveLimits { MaxBytes = 1_000_000 }).ShouldNotBeNull().Message.ShouldContain("more than 977K");
        new FileInfo(At("zeros")).Length.ShouldBeLessThan(1_100_000);
    }

    [Fact]
    public void Extract_Bomb_IsRefusedByItsRatio()
    {
        var archive = new Archive().File("zeros", new byte[ArchiveLimits.RatioFloor + 10_000_000], UnixFileMode.UserRead).Pack();
        Extract(archive).ShouldNotBeNull().Message.ShouldContain("more than 200 times its size");
    }

    [Fact]
    public void Extract_AbsurdlyDeepName_IsRefused() =>
        Extract(new Archive().File(string.Concat(Enumerable.Repeat("a/", 100_000)) + "b").Pack())
            .ShouldNotBeNull().Message.ShouldContain("too long");

    [Fact]
    public void Extract_NamesThatNoFileSystemTakes_AreRefused()
    {
        Extract(new Archive().File(string.Concat(Enumerable.Repeat("a/", 200)) + "b").Pack())
            .ShouldNotBeNull().Message.ShouldEndWith("is more than 200 folders deep");
        Extract(new Archive().File(new string('ü', 128)).Pack())
            .ShouldNotBeNull().Message.ShouldEndWith("has a file or folder name of more than 255 bytes");
        Extract(new Archive().File(string.Concat(Enumerable.Repeat(new string('x', 203) + "/", 20)) + "b").Pack())
            .ShouldNotBeNull().Message.ShouldEndWith("has a name that is too long");
        Extract(new Archive().File(new string('ü', 127)).Pack()).ShouldBeNull();
    }

    [Fact]
    public void Extract_ControlCharactersInAName_DoNotReachTheTerminal() =>
        Extract(new Archive().SymbolicLink("\u001b]0;title\u0007", "/etc/\u001b[2J").Pack())
            .ShouldNotBeNull().Message.ShouldContain("entry \"?]0;title?\" is a symbolic link to \"/etc/?[2J\"");

    [Fact]
    public void Extract_NotAnArchive_SaysSo()
    {
        Extract("no gzip at all"u8.ToArray()).ShouldNotBeNull().Message.ShouldBe("The archive is damaged or not a .tar.gz");
        Extract([]).ShouldNotBeNull();
    }

    [Fact]
    public void Extract_CutAnywhere_IsNeverTakenForWhole()
    {
        var archive = new Archive().File("a", Noise(5_000), UnixFileMode.UserRead).File("b", Noise(5_000), UnixFileMode.UserRead).Pack();
        Extract(archive).ShouldBeNull();
        for (var length = 0; length < archive.Length - 100; length += 97)
            Extract(archive[..length]).ShouldNotBeNull($"cut at {length} of {archive.Length}");

        // At the very end of an entry the rest is not missed, except for the end mark.
        var tar = Unpacked(archive);
        for (var length = 0; length < tar.Length - EndMark; length += Block)
            Extract(Packed(tar[..length])).ShouldNotBeNull($"the tar cut at {length} of {tar.Length}");
    }

    [Fact]
    public void Extract_RandomDamage_EndsInAnAnswerAndStaysInside()
    {
        var tar = Unpacked(new Archive().Folder("folder").File("folder/a", Noise(700), UnixFileMode.UserRead)
            .SymbolicLink("link", "folder/a").HardLink("hard", "folder/a").File(new string('n', 200), "long").Pack());
        var random = new Random(3);
        for (var round = 0; round < 1_000; round++)
        {
            var damaged = (byte[])tar.Clone();
            for (var flips = random.Next(1, 4); flips > 0; flips--)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            RepairChecksums(damaged);
            Extract(Packed(damaged));
            NothingOutside();
            Folder.Clear(Root);
        }
    }

    [Theory]
    [InlineData('x')]
    [InlineData('g')]
    [InlineData('L')]
    [InlineData('K')]
    public void Extract_HeaderThatClaimsToBeGigantic_IsRefusedWithoutMemoryForIt(char kind)
    {
        var archive = HostileTar.Claim(kind, 1_700_000_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var failure = Extract(archive).ShouldNotBeNull();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(10_000_000);
        failure.Message.ShouldStartWith("The archive is refused: it has a header of 1.6G, at most 1.0M are allowed");
    }

    [Fact]
    public void Extract_ClaimInTheContentOfAFile_IsNoHeader()
    {
        // An archive in an archive, but one whose header is not sealed.
        var content = Unpacked(HostileTar.Claim('x', 1_700_000_000));
        content[150]++;
        Extract(new Archive().File("inner.tar", content, UnixFileMode.UserRead).Pack()).ShouldBeNull();
        File.ReadAllBytes(At("inner.tar")).ShouldBe(content);
    }

    /// <summary>Makes the damage reach the code behind the check of the header.</summary>
    private static void RepairChecksums(byte[] tar)
    {
        const int offset = 148;
        const int length = 8;
        for (var block = 0; block < tar.Length; block += Block)
        {
            var header = tar.AsSpan(block, Block);
            if (!header.Slice(257, 5).SequenceEqual("ustar"u8))
                continue;
            header.Slice(offset, length).Fill((byte)' ');
            var sum = 0;
            foreach (var b in header)
                sum += b;
            Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(header[offset..]);
        }
    }

    private static byte[] Unpacked(byte[] archive)
    {
        using var gzip = new GZipStream(new MemoryStream(archive), CompressionMode.Decompress);
        var tar = new MemoryStream();
        gzip.CopyTo(tar);
        return tar.ToArray();
    }

    private static byte[] Packed(byte[] tar)
    {
        var archive = new MemoryStream();
        using (var gzip = new GZipStream(archive, CompressionLevel.Fastest))
            gzip.Write(tar);
        return archive.ToArray();
    }

    private static byte[] Noise(int length)
    {
        var noise = new byte[length];
        new Random(1).NextBytes(noise);
        return noise;
    }

    private string At(string path) => Path.Combine(Root, path);

    private void NothingOutside() =>
        Directory.EnumerateFileSystemEntries(_outside.Path).ShouldBe([Root], "something was written outside the root");

    private Failure? Extract(byte[] archive, ArchiveLimits? limits = null) =>
        ArchiveExtractor.Extract(new MemoryStream(archive), Root, LinkPolicy.Inside, limits ?? new ArchiveLimits());
}
