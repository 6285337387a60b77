using System.Globalization;
using System.Text;
using Deis.Acceptance.Driving;

namespace Deis.Acceptance.Hostile;

/// <summary>All of them, with what each push says.</summary>
public static class HostileSources
{
    private const int Million = 1_000_000;

    public static IReadOnlyList<HostileSource> All { get; } =
    [
        new()
        {
            Name = "link-to-the-machine",
            Make = app => LinkAsync(app, "/etc/shadow"),
            Says = "is a symbolic link to \"/etc/shadow\", which is not inside the app",
        },
        new()
        {
            Name = "link-that-climbs",
            Make = app => LinkAsync(app, "../../../etc"),
            Says = "is a symbolic link to \"../../../etc\", which is not inside the app",
        },
        new()
        {
            Name = "link-as-procfile",
            Make = async app =>
            {
                File.Delete(Path.Combine(app.Folder, "Procfile"));
                File.CreateSymbolicLink(Path.Combine(app.Folder, "Procfile"), "/proc/self/environ");
                await app.CommitAsync();
            },
            Says = "is a symbolic link to \"/proc/self/environ\", which is not inside the app",
        },
        new()
        {
            Name = "names-of-every-kind",
            Make = async app =>
            {
                foreach (var name in (string[])["-rf", "a b", "a'b\"c", "$(touch escaped)", "`id`", "new\nline", "\u001b[31mred", "žluťoučký", "a\\..\\b", "~", "%2e%2e", new string('x', 255)])
                {
                    await app.WriteAsync($"names/{name}", "content");
                }

                await app.CommitAsync();
            },
            Says = "Done, names-of-every-kind:v2 deployed to Workflow",
            Fails = false,
        },
        Procfile("procfile-no-yaml", "web: [\n\t{", "Procfile: line "),
        Procfile("procfile-list", "- web\n- worker\n", "Procfile: line 1: expected lines of the form \"web: command\""),
        Procfile("procfile-binary", "web: node \u0000\u0001\ufffe", "Procfile: line 1: "),
        Procfile("procfile-aliases", "a: &a x\n" + string.Concat(Enumerable.Range(0, 50).Select(i => $"t{i}: *a\n")), "Procfile: line 1: anchors are not supported"),
        Procfile("procfile-10-mb", "web: " + new string('x', 10 * 1024 * 1024), "Procfile: it is 11M large, at most 64K are allowed"),
        Procfile("procfile-1000-types", string.Concat(Enumerable.Range(0, 1000).Select(i => $"type{i}: x\n")), "more than 100 process types"),
        new()
        {
            Name = "bomb",
            Make = async app =>
            {
                await using (var zeros = File.Create(Path.Combine(app.Folder, "zeros")))
                {
                    zeros.SetLength(400L << 20);
                }

                await app.CommitAsync();
            },
            Says = "it unpacks to more than 200 times its size",
        },
        new()
        {
            Name = "million-files",
            Make = app => ImportAsync(app, Million),
            Says = "The source is refused: it has more than 500000 files and folders.",
        },
    ];

    private static HostileSource Procfile(string name, string text, string says) => new()
    {
        Name = name,
        Make = async app =>
        {
            await app.WriteAsync("Procfile", text);
            await app.CommitAsync();
        },
        Says = says,
    };

    private static Task LinkAsync(Workspace app, string target)
    {
        File.CreateSymbolicLink(Path.Combine(app.Folder, "link"), target);
        return app.CommitAsync();
    }

    private static async Task ImportAsync(Workspace app, int files)
    {
        const int perFolder = 1000;
        var commands = new StringBuilder("blob\nmark :1\ndata 2\nx\n\ncommit refs/heads/master\ncommitter A <a@example.org> 0 +0000\ndata 5\nMany\n\n");
        for (var i = 0; i < files; i++)
        {
            commands.Append(CultureInfo.InvariantCulture, $"M 100644 :1 {i / perFolder}/{i}\n");
        }

        var import = Path.Combine(app.Folder, ".git", "import");
        await File.WriteAllTextAsync(import, commands.ToString());
        (await Command.RunAsync("sh", ["-c", "git fast-import --quiet <.git/import"], app.Folder)).ShouldSucceed();
    }
}
