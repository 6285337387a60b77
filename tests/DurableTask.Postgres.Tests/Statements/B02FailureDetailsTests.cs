using System.Reflection;
using System.Runtime.Loader;
using DurableTask.Postgres.Tests.Statements.Reporting;
using DurableTask.Postgres.Tests.Worker;
using Microsoft.DurableTask;

namespace DurableTask.Postgres.Tests.Statements;

/// <summary>B.2: what a recorded failure was caused by; no engine takes part in it.</summary>
public sealed class B02FailureDetailsTests
{
    [Fact]
    [Statement(33)]
    public void IsCausedBy_RecordedTypeOrABaseOfIt_IsTrue()
    {
        var failure = TaskFailureDetails.FromException(new FileNotFoundException("gone"));

        failure.IsCausedBy<FileNotFoundException>().ShouldBeTrue();
        failure.IsCausedBy<IOException>().ShouldBeTrue();
        failure.IsCausedBy<Exception>().ShouldBeTrue();
        failure.IsCausedBy<ArgumentException>().ShouldBeFalse();
    }

    [Fact]
    [Statement(33)]
    public void IsCausedBy_TypeThatCannotBeLoaded_IsFalse()
    {
        var failure = new TaskFailureDetails("Some.Other.Programs.Exception", "text", null, null, null);

        failure.IsCausedBy<Exception>().ShouldBeFalse();
    }

    [Fact]
    [Statement(33)]
    public void IsCausedBy_NameOfSeveralLoadedTypes_IsAmbiguous()
    {
        var own = typeof(SampleException);
        var context = new AssemblyLoadContext("second copy", isCollectible: true);
        try
        {
            context.LoadFromAssemblyPath(own.Assembly.Location).GetType(own.FullName!).ShouldNotBeNull().ShouldNotBe(own);
            var failure = new TaskFailureDetails(own.FullName!, "text", null, null, null);

            Should.Throw<AmbiguousMatchException>(() => failure.IsCausedBy<IOException>());
        }
        finally
        {
            context.Unload();
        }
    }
}
