@echo off
rem Runs Hanare's command line on the runtime that is already there: HANARE_RUNTIME, VS Code's own, or a Node.
setlocal
set "CLI=%~dp0..\dist\cli.js"
set "RUNTIME=%HANARE_RUNTIME%"
if not defined RUNTIME for %%C in (code.cmd codium.cmd) do if not defined RUNTIME for /f "delims=" %%P in ('where %%C 2^>nul') do (
  if exist "%%~dpP..\Code.exe" set "RUNTIME=%%~dpP..\Code.exe"
  if exist "%%~dpP..\VSCodium.exe" set "RUNTIME=%%~dpP..\VSCodium.exe"
)
if not defined RUNTIME for /f "delims=" %%P in ('where node.exe 2^>nul') do set "RUNTIME=%%P"
if not defined RUNTIME (
  echo hanare: no runtime found. Put VS Code's "code" command on the PATH, or set HANARE_RUNTIME to Code.exe or a Node 20. 1>&2
  exit /b 3
)
set ELECTRON_RUN_AS_NODE=1
"%RUNTIME%" "%CLI%" %*
exit /b %ERRORLEVEL%
