using System.Text;
using Deis.SlugTools.Procfiles;
using Deis.SlugTools.Tests.Support;

namespace Deis.SlugTools.Tests.Procfiles;

public class ProcfileTests
{
    [Fact]
    public void Parse_UsualFile_KeepsTypesInOrder()
    {
        var types = Parsed("web: bundle exec puma -p $PORT -e \"${RAILS_ENV:-production}\"\n# comment\nworker-2: ./worker 'a b'\n");
        types.ShouldBe(
        [
            new("web", "bundle exec puma -p $PORT -e \"${RAILS_ENV:-production}\""),
            new("worker-2", "./worker 'a b'"),
        ]);
    }

    [Fact]
    public void Parse_QuotedCommand_MayHoldAnything() =>
        Parsed("web: 'node -e \"a: b # c\"'").ShouldBe([new("web", "node -e \"a: b # c\"")]);

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n")]
    [InlineData("{}")]
    public void Parse_Empty_HasNoTypes(string text) => Parsed(text).ShouldBeEmpty();

    [Theory]
    [InlineData("web: x\nworker node w.js\n", "line 2")]
    [InlineData("web: x\nworker: a: b\n", "line 2")]
    [InlineData("Web: x", "line 1: \"Web\" is not a process type")]
    [InlineData("a: x\nweb_1: x", "line 2: \"web_1\" is not a process type")]
    [InlineData("a--b: x", "is not a process type")]
    [InlineData("-a: x", "is not a process type")]
    [InlineData("web:", "line 1: \"web\" has no command")]
    [InlineData("web: x\nweb: y", "line 2: \"web\" is declared twice")]
    [InlineData("- web", "line 1: expected lines of the form")]
    [InlineData("just words", "line 1: expected lines of the form")]
    [InlineData("web: [a, b]", "line 1: expected a command")]
    [InlineData("a: &x y\nb: *x", "line 1: anchors are not supported")]
    public void Parse_Mistake_NamesTheLine(string text, string expected)
    {
        var failure = Procfile.Parse(text).Failure.ShouldNotBeNull();
        failure.Message.ShouldStartWith("Procfile: ");
        failure.Message.ShouldContain(expected);
    }

    [Fact]
    public void Parse_TooManyTypes_IsRefused() =>
        Procfile.Parse(string.Concat(Enumerable.Range(0, 101).Select(i => $"t{i}: x\n")))
            .Failure.ShouldNotBeNull().Message.ShouldContain("more than 100");

    [Fact]
    public void Parse_NulInACommand_IsRefused() =>
        Procfile.Parse("web: \"a\\0b\"").Failure.ShouldNotBeNull().Message.ShouldContain("the command of \"web\" holds a NUL character");

    [Fact]
    public void Parse_ControlCharactersInAType_DoNotReachTheTerminal() =>
        Procfile.Parse("\"\\e[2J\": x").Failure.ShouldNotBeNull().Message.ShouldContain("\"?[2J\" is not a process type");

    [Theory]
    [InlineData("[")]
    [InlineData("{")]
    [InlineData("- ")]
    [InlineData("? ")]
    [InlineData("a: &x [*x, ")]
    public void Parse_DeepNesting_IsRefused(string opening) =>
        Procfile.Parse(string.Concat(Enumerable.Repeat(opening, SmallFile.LargestSize / opening.Length))).Failure.ShouldNotBeNull();

    [Fact]
    public void Load_LargeFile_SaysHowLargeAndWhatToDo()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["Procfile"], string.Concat(Enumerable.Repeat("# ten bytes\n", 1_000_000)));
        Procfile.Load(folder.Path).Failure.ShouldNotBeNull()
            .Message.ShouldBe("Procfile: it is 12M large, at most 64K are allowed; put long commands into scripts and name those");
    }

    [Fact]
    public void Load_NotText_SaysSo()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["Procfile"], [0x77, 0x65, 0x62, 0x3A, 0x20, 0xFF, 0xFE]);
        Procfile.Load(folder.Path).Failure.ShouldNotBeNull().Message.ShouldBe("Procfile: it is not text in UTF-8; save it in that encoding");
    }

    [Fact]
    public void Load_ByteOrderMark_IsIgnored()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["Procfile"], "web: x", new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        Procfile.Load(folder.Path).TryGet(out var types, out _).ShouldBeTrue();
        types.ShouldBe([new("web", "x")]);
    }

    [Theory]
    [InlineData("/dev/zero")]
    [InlineData("/dev/full")]
    [InlineData("Procfile")]
    [InlineData("nowhere")]
    public void Load_LinkToNoFile_EndsAndHasNoTypes(string target)
    {
        using var folder = new TemporaryFolder();
        File.CreateSymbolicLink(folder["Procfile"], target);
        Procfile.Load(folder.Path).TryGet(out var types, out var failure).ShouldBeTrue(failure?.Message);
        (types ?? []).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("quotes \" ' and: colons # hash")]
    [InlineData("several\nlines\twith tabs")]
    [InlineData("Grüße 🙂 \\ back")]
    public void Write_AnyCommand_ParsesBack(string command)
    {
        var types = new List<ProcessType> { new("web", command + string.Concat(Enumerable.Repeat(" and long", 50))) };
        Parsed(Procfile.Write(types)).ShouldBe(types);
    }

    [Fact]
    public void Write_NoTypes_IsAnEmptyMap() => Procfile.Write([]).Trim().ShouldBe("{}");

    [Fact]
    public void ReleaseFile_UsualOutput_IsRead()
    {
        ReleaseFile.Parse("---\naddons:\n- postgres:free\nconfig_vars:\n  LANG: en_US.UTF-8\ndefault_process_types:\n  web: bin/start\n")
            .TryGet(out var release, out _).ShouldBeTrue();
        release.DefaultProcessTypes.ShouldBe([new("web", "bin/start")]);
        release.ConfigVariables.ShouldBe([new("LANG", "en_US.UTF-8")]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("--- {}\n")]
    [InlineData("default_process_types:\nconfig_vars: {}\n")]
    public void ReleaseFile_NothingToSay_IsFine(string text)
    {
        ReleaseFile.Parse(text).TryGet(out var release, out _).ShouldBeTrue();
        release.DefaultProcessTypes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("default_process_types:\n  Web_1: x\n", "line 2: \"Web_1\" is not a process type")]
    [InlineData("default_process_types:\n  web: x\n  web: y\n", "line 3: \"web\" is declared twice")]
    [InlineData("default_process_types:\n  web: \"\"\n", "line 2: \"web\" has no command")]
    [InlineData("config_vars:\n  A=B: x\n", "line 2: \"A=B\" cannot be the name of a variable")]
    [InlineData("config_vars:\n  A: \"x\\0B=y\"\n", "line 2: the value of \"A\" holds a NUL character")]
    [InlineData("config_vars:\n  A: [x]\n", "line 2: expected text")]
    public void ReleaseFile_Mistake_NamesTheLine(string text, string expected) =>
        ReleaseFile.Parse(text).Failure.ShouldNotBeNull().Message.ShouldContain(expected);

    private static List<ProcessType> Parsed(string text)
    {
        Procfile.Parse(text).TryGet(out var types, out var failure).ShouldBeTrue(failure?.Message);
        return types!;
    }
}
