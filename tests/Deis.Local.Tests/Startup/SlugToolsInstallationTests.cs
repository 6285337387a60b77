using Deis.Local.Startup;

namespace Deis.Local.Tests.Startup;

public sealed class SlugToolsInstallationTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("deis-tools-");

    private string Source => Path.Combine(_root.FullName, "out");

    private string Installations => Path.Combine(_root.FullName, "state", "slug-tools");

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void Install_ToolsThatOnlyTheirOwnerCanRead_MakesThemReadableForEverybody()
    {
        Write("init", "#!/bin/sh", UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Write("buildpacks/nodejs/bin/detect", "#!/bin/sh", UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Write("buildpacks/nodejs/README.md", "text", UnixFileMode.UserRead);

        var installed = SlugToolsInstallation.Install(Source, Installations);

        Mode("init").ShouldBe("755");
        Mode("buildpacks").ShouldBe("755");
        Mode("buildpacks/nodejs/bin/detect").ShouldBe("755");
        Mode("buildpacks/nodejs/README.md").ShouldBe("644");

        string Mode(string path) => Convert.ToString((int)File.GetUnixFileMode(Path.Combine(installed, path)), 8);
    }

    [Fact]
    public void Install_ANewVersion_ReplacesTheOldOne()
    {
        Write("init", "old", UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var old = SlugToolsInstallation.Install(Source, Installations);
        SlugToolsInstallation.Install(Source, Installations).ShouldBe(old);
        Write("init", "new", UnixFileMode.UserRead | UnixFileMode.UserWrite);

        var installed = SlugToolsInstallation.Install(Source, Installations);

        File.ReadAllText(Path.Combine(installed, "init")).ShouldBe("new");
        Directory.GetDirectories(Installations).ShouldBe([installed]);
    }

    [Fact]
    public void Install_CutOffBefore_LeavesNothingOfIt()
    {
        Write("init", "#!/bin/sh", UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Directory.CreateDirectory(Path.Combine(Installations, "0123456789abcdef.unfinished"));

        var installed = SlugToolsInstallation.Install(Source, Installations);

        Directory.GetDirectories(Installations).ShouldBe([installed]);
    }

    [Fact]
    public void Install_NothingPublished_SaysWhatToDo() =>
        Should.Throw<LocalException>(() => SlugToolsInstallation.Install(Source, Installations)).Message.ShouldBe($"There are no slug tools in {Source}.");

    private void Write(string path, string text, UnixFileMode mode)
    {
        var file = Path.Combine(Source, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        File.SetUnixFileMode(file, mode);
    }
}
