using System.Text;
using LibGit2Sharp;
using LibGit2Sharp.NativeBinaries;

namespace Deis.Compat.Tests.Git;

public sealed class RepositoryTests : IDisposable
{
    private static readonly Signature Author = new("Ada", "ada@example.com", DateTimeOffset.UnixEpoch);
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("deis-compat-git-");

    static RepositoryTests() => SystemLibGit2.Bind();

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void Commit_ThroughTheSystemLibrary_ReadsBackTreeBlobAndRef()
    {
        using var repository = NewBareRepository("app.git");
        var commit = CommitFile(repository, "src/Procfile", "web: ./server\n");
        repository.Refs.Add("refs/heads/master", commit.Id);

        var read = repository.Lookup<Commit>(commit.Sha);

        read.Author.Name.ShouldBe("Ada");
        repository.Refs["refs/heads/master"].TargetIdentifier.ShouldBe(commit.Sha);
        Text(read.Tree["src/Procfile"]).ShouldBe("web: ./server\n");
        read.Tree["src"].TargetType.ShouldBe(TreeEntryTargetType.Tree);
        read.Tree["missing"].ShouldBeNull();
    }

    [Fact]
    public void Lookup_ThroughAlternates_ReadsObjectsOfTheOtherRepositories()
    {
        using var real = NewBareRepository("real.git");
        var parent = CommitFile(real, "Procfile", "web: old\n");
        using var quarantine = NewBareRepository("quarantine.git");
        BorrowObjects(quarantine, real);
        using var reopened = new Repository(quarantine.Info.Path);
        var pushed = CommitFile(reopened, "Procfile", "web: new\n", reopened.Lookup<Commit>(parent.Sha));
        using var scratch = NewBareRepository("scratch.git");
        BorrowObjects(scratch, quarantine, real);

        using var repository = new Repository(scratch.Info.Path);
        var commit = repository.Lookup<Commit>(pushed.Sha);

        Text(commit.Tree["Procfile"]).ShouldBe("web: new\n");
        Text(commit.Parents.Single().Tree["Procfile"]).ShouldBe("web: old\n");
        Directory.GetFiles(Path.Combine(scratch.Info.Path, "objects"), "*", SearchOption.AllDirectories)
            .Select(Path.GetFileName).ShouldBe(["alternates"]);
    }

    private Repository NewBareRepository(string name) => new(Repository.Init(Path.Combine(_root.FullName, name), isBare: true));

    private static void BorrowObjects(Repository borrower, params Repository[] lenders) =>
        File.WriteAllLines(
            Path.Combine(borrower.Info.Path, "objects", "info", "alternates"),
            lenders.Select(lender => Path.Combine(lender.Info.Path, "objects")));

    private static Commit CommitFile(Repository repository, string path, string content, params Commit[] parents)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(content));
        var definition = new TreeDefinition().Add(path, repository.ObjectDatabase.CreateBlob(stream), Mode.NonExecutableFile);
        var tree = repository.ObjectDatabase.CreateTree(definition);
        return repository.ObjectDatabase.CreateCommit(Author, Author, "A commit", tree, parents, prettifyMessage: false);
    }

    private static string Text(TreeEntry entry)
    {
        using var reader = new StreamReader(((Blob)entry.Target).GetContentStream());
        return reader.ReadToEnd();
    }
}
