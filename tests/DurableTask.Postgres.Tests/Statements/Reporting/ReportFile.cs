namespace DurableTask.Postgres.Tests.Statements.Reporting;

/// <summary>Where <c>./test</c> finds the summary.</summary>
public static class ReportFile
{
    public static void Write(string text)
    {
        var folder = Path.Combine(Repository.Root, "out");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "statements-report.txt"), text);
    }
}
